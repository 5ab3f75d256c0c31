using System.Text.Json.Nodes;
using ActiveActive.Controller;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Commands;

/// <summary>What a run would fail, without a lab: the plan that its seed draws from the whole catalogue.</summary>
internal static class DryRun
{
    /// <summary>The plan in words, or as JSON on one line.</summary>
    public static string Tell(RunRequest request, bool json)
    {
        var plan = Scenario.Parse(request.Scenario).Plan(request, FaultScope.Everything);
        if (json)
            return JsonNode.Parse(plan.ToJson())!.ToJsonString(LabJson.Options);
        var pace = request.Storm is { } storm
            ? FormattableString.Invariant($"{storm.Records} records in {storm.Duration.TotalSeconds:0.###} s, {storm.RecordsPerSecond:0.###} a second\n")
            : "";
        return $"{request.Scenario}, nothing of this was done:\n{pace}{plan}";
    }
}
