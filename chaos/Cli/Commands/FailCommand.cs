using System.CommandLine;
using System.Globalization;
using ActiveActive.Controller;
using ActiveActive.Faults;

namespace ActiveActive.Cli.Commands;

/// <summary>aa fail: a fault by hand.</summary>
internal static class FailCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var target = new Argument<string>("TARGET") { Description = "As './aa status' names it, e.g. r1/inbound-queue" };
        var kind = new Option<string?>("--kind") { Description = string.Join(", ", FaultKinds.All.Select(k => k.Text())) };
        var duration = new Option<string?>("--for") { Description = "How long: 500ms, 30s, 2m; until './aa recover' when left out" };
        var command = new Command("fail", "Fail one component") { target, kind, duration };
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = Target.Parse(parsed.GetValue(target)!);
            var how = parsed.GetValue(kind) is { } word ? FaultKinds.Parse(word) : FaultCatalogue.KindsOf(name.Kind)[0];
            FaultCatalogue.Check(name, how);
            double? seconds = parsed.GetValue(duration) is { } text ? Durations.Seconds(text) : null;
            using var client = new LabClient((await Engine.RunningAsync(here, null, cancellation)).State);
            var fault = await client.FailAsync(new FaultRequest(name.Name, how.Text(), seconds), cancellation);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync($"{fault.Kind} {fault.Target} holds: {fault.Evidence}");
            await output.WriteLineAsync(seconds is { } s
                ? string.Create(CultureInfo.InvariantCulture, $"It ends by itself in {s:0.###} s.")
                : $"It ends with: ./aa recover {fault.Target}");
            return ExitCodes.Success;
        });
        return command;
    }
}
