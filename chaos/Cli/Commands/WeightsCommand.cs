using System.CommandLine;
using System.Globalization;
using ActiveActive.Controller;

namespace ActiveActive.Cli.Commands;

/// <summary>aa weights: shows or sets how the way in is shared between the regions.</summary>
internal static class WeightsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var weights = new Argument<string[]>("REGION=WEIGHT") { Description = "r1=3 r2=1, 0 to 255 each; shows them when left out", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("weights", "Show or set the weights of in-DNS") { weights };
        command.SetAction(async (parsed, cancellation) =>
        {
            var wanted = Read(parsed.GetValue(weights) ?? []);
            using var client = new LabClient((await Engine.RunningAsync(here, null, cancellation)).State);
            if (wanted.Count > 0)
                await client.SetWeightsAsync(wanted, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(RouteTable.Text(await client.StatusAsync(cancellation)));
            return ExitCodes.Success;
        });
        return command;
    }

    private static Dictionary<string, int> Read(string[] words)
    {
        var weights = new Dictionary<string, int>();
        foreach (var word in words)
        {
            if (word.Split('=') is not [var region, var number]
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) || weight > 255)
            {
                throw new UsageException($"'{word}' is not a weight; write r1=3, with a whole number from 0 to 255");
            }

            if (!weights.TryAdd(region.Trim().ToLowerInvariant(), weight))
                throw new UsageException($"{region} is given two weights");
        }

        return weights;
    }
}
