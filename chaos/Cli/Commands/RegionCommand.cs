using System.CommandLine;
using ActiveActive.Contracts;
using ActiveActive.Controller;
using ActiveActive.Faults;

namespace ActiveActive.Cli.Commands;

/// <summary>aa region: switches a region off at in-DNS and out-DNS, or on again, while traffic flows.</summary>
internal static class RegionCommand
{
    private const string Offline = "offline";
    private const string Online = "online";

    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var region = new Argument<string>("REGION") { Description = string.Join(" or ", Region.All) };
        var state = new Argument<string>("STATE") { Description = $"{Offline} or {Online}" };
        var duration = new Option<string?>("--for") { Description = "How long it stays offline: 30s, 2m; until it is switched on again when left out" };
        var command = new Command("region", "Switch a region offline or online in DNS") { region, state, duration };
        command.SetAction(async (parsed, cancellation) =>
        {
            var target = Components.Routing(RegionOf(parsed.GetValue(region)!));
            var wanted = parsed.GetValue(state)!.Trim().ToLowerInvariant();
            if (wanted is not (Offline or Online))
                throw new UsageException($"'{wanted}' is not a state of a region; there are {Offline} and {Online}");
            double? seconds = parsed.GetValue(duration) is { } text ? Durations.Seconds(text) : null;
            if (seconds is not null && wanted == Online)
                throw new UsageException($"--for goes with {Offline}: a region that is online stays so");
            using var client = new LabClient((await Engine.RunningAsync(here, null, cancellation)).State);
            var output = parsed.InvocationConfiguration.Output;
            if (wanted == Offline)
            {
                var fault = await client.FailAsync(new FaultRequest(target, FaultKind.Offline.Text(), seconds), cancellation);
                await output.WriteLineAsync(fault.Evidence);
            }
            else
            {
                // What is asked for is a state: online twice is online.
                if ((await client.StatusAsync(cancellation)).Faults.Any(f => f.Target == target))
                    await client.RecoverAsync(target, cancellation);
                await output.WriteLineAsync(RouteTable.Text(await client.StatusAsync(cancellation)));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static Region RegionOf(string text)
    {
        try
        {
            return Region.Parse(text.Trim().ToLowerInvariant());
        }
        catch (ArgumentException unknown)
        {
            throw new UsageException(unknown.Message);
        }
    }
}
