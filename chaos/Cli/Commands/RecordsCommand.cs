using System.CommandLine;
using System.Globalization;
using ActiveActive.Scenarios.Records;

namespace ActiveActive.Cli.Commands;

/// <summary>aa records: a file of made-up payments to begin with.</summary>
internal static class RecordsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var count = new Option<long>("--count") { Description = "How many", DefaultValueFactory = _ => 30 };
        var seed = new Option<ulong?>("--seed") { Description = "The same seed writes the same bytes; drawn when left out" };
        var format = new Option<string>("--format") { Description = "jsonl or csv", DefaultValueFactory = _ => "jsonl" };
        var command = new Command("records", "Write payments to standard output") { count, seed, format };
        command.SetAction(async (parsed, cancellation) =>
        {
            var terminal = parsed.InvocationConfiguration;
            var chosen = RecordFormats.Parse(parsed.GetValue(format)!);
            PaymentGenerator.Check(parsed.GetValue(count));
            var from = parsed.GetValue(seed) ?? Seeds.Draw();
            await terminal.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seed {from}"));
            await PaymentGenerator.WriteAsync(terminal.Output, parsed.GetValue(count), from, chosen, cancellation);
            return ExitCodes.Success;
        });
        return command;
    }
}
