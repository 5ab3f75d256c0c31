using ActiveActive.Simulation.Exploration;
using ActiveActive.Spec.Reports;

var seed = ulong.Parse(args[1]);
var n = int.Parse(args[2]);
var clock = TimeProvider.System.GetTimestamp();
var bad = 0;
for (var i = 0; i < n; i++)
{
    var outcome = SimRun.Of(new RunSpec { Scenario = args[0], Seed = seed + (ulong)i });
    if (!outcome.Passed && bad++ < 3)
    {
        Console.WriteLine($"seed {outcome.Spec.Seed}: {outcome.Word} {outcome.Broken}\n{outcome.Plan}\n{outcome.Weather}");
        if (outcome.Verdict is { } v) Console.WriteLine(VerdictText.Write(v));
    }
    if (n == 1) Console.WriteLine($"{outcome.Word} {outcome.Steps} steps {outcome.Events.Count} events until {outcome.EndedAt:O}");
}
Console.WriteLine($"{n} runs, {bad} bad, {TimeProvider.System.GetElapsedTime(clock).TotalSeconds:0.00} s, {n / TimeProvider.System.GetElapsedTime(clock).TotalSeconds:0.0}/s");
