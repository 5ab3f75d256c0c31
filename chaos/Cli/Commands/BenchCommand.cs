using System.CommandLine;
using System.Globalization;
using ActiveActive.Bench;

namespace ActiveActive.Cli.Commands;

/// <summary>aa bench emulator: the same load on any endpoints of SQS and DynamoDB, side by side.</summary>
internal static class BenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here) => new("bench", "Measure an emulator") { Emulator(here) };

    private static Command Emulator(Surroundings here)
    {
        var first = new Option<string>("--endpoint") { Description = "URL to measure", Required = true };
        var second = new Option<string?>("--endpoint2") { Description = "URL to measure beside it, in alternating rounds" };
        var pid = new Option<int?>("--pid") { Description = "Process of the first endpoint; found by its port when not given" };
        var pid2 = new Option<int?>("--pid2") { Description = "Process of the second endpoint" };
        var services = new Option<string>("--services") { Description = "sqs, dynamodb, or both with a comma", DefaultValueFactory = _ => "sqs,dynamodb" };
        var connections = new Option<string>("--connections") { Description = "Numbers of connections", DefaultValueFactory = _ => "1,8,64" };
        var seconds = new Option<double>("--seconds") { Description = "Length of a round", DefaultValueFactory = _ => 2 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds of each row, of which the median counts", DefaultValueFactory = _ => 3 };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("emulator", "Put the same load on one endpoint, or on two side by side") { first, second, pid, pid2, services, connections, seconds, rounds, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            List<BenchEndpoint> endpoints = [Endpoint("--endpoint", parsed.GetValue(first)!, parsed.GetValue(pid))];
            if (parsed.GetValue(second) is { } other)
                endpoints.Add(Endpoint("--endpoint2", other, parsed.GetValue(pid2)));
            if (endpoints.Count == 2 && endpoints[0].Address == endpoints[1].Address)
                throw new UsageException("--endpoint and --endpoint2 are the same");
            var options = new BenchOptions
            {
                Endpoints = endpoints,
                Services = [.. List(parsed.GetValue(services)!).Select(Service)],
                Connections = [.. List(parsed.GetValue(connections)!).Select(Connections)],
                Length = parsed.GetValue(seconds) is var s and >= 0.1 and <= 600
                    ? TimeSpan.FromSeconds(s)
                    : throw new UsageException("--seconds goes from 0.1 to 600"),
                Rounds = parsed.GetValue(rounds) is var r and >= 1 and <= 100 ? r : throw new UsageException("--rounds goes from 1 to 100"),
            };
            try
            {
                var error = parsed.InvocationConfiguration.Error;
                var rows = await new Benchmark(options, here.Time).Run(new Told(row => error.WriteLine(Line(row))), cancellation);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? Json.Line(new { rows }) : BenchTable.Of(rows));
                return ExitCodes.Success;
            }
            catch (BenchException failed)
            {
                throw new UsageException(failed.Message);
            }
        });
        return command;
    }

    private static string Line(BenchRow row) => string.Create(
        CultureInfo.InvariantCulture, $"{row.Load}, {row.Connections} connections, {row.Endpoint}: {row.PerSecond:N0}/s");

    private static BenchEndpoint Endpoint(string option, string text, int? pid)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != "http" || address.AbsolutePath != "/")
            throw new UsageException($"{option} '{text}' is not a URL such as http://127.0.0.1:4566");
        if (pid is { } given && ServerProcess.CpuSeconds(given) is null)
            throw new UsageException($"process {given} of {option} is not there");
        return new BenchEndpoint(address, pid ?? (address.IsLoopback ? ServerProcess.ListeningOn(address.Port) : null));
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries);

    private static string Service(string name) =>
        Benchmark.Services.Contains(name) ? name : throw new UsageException($"--services '{name}' is none of {string.Join(", ", Benchmark.Services)}");

    private static int Connections(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 1024
            ? count
            : throw new UsageException($"--connections '{text}' is not a number from 1 to 1024");

    private sealed class Told(Action<BenchRow> tell) : IProgress<BenchRow>
    {
        public void Report(BenchRow value) => tell(value);
    }
}
