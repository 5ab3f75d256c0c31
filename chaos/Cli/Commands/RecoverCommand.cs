using System.CommandLine;
using ActiveActive.Controller;
using ActiveActive.Faults;

namespace ActiveActive.Cli.Commands;

/// <summary>aa recover: undoes faults.</summary>
internal static class RecoverCommand
{
    private const string All = "all";

    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var target = new Argument<string>("TARGET") { Description = "As './aa status' names it, or all" };
        var command = new Command("recover", "Undo faults") { target };
        command.SetAction(async (parsed, cancellation) =>
        {
            var typed = parsed.GetValue(target)!;
            var name = typed.Equals(All, StringComparison.OrdinalIgnoreCase) ? All : Target.Parse(typed).Name;
            using var client = new LabClient((await Engine.RunningAsync(here, null, cancellation)).State);
            var recovered = await client.RecoverAsync(name, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(recovered.Count == 0 ? "Nothing was failed." : $"Recovered: {string.Join(", ", recovered)}");
            return ExitCodes.Success;
        });
        return command;
    }
}
