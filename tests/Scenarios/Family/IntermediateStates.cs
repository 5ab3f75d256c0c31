using ActiveActive.Scenarios;
using ActiveActive.Spec;
using Xunit;

namespace ActiveActive.ScenarioTests.Family;

/// <summary>What each scenario is about, as a run's JSON has to show it confirmed: the words, and what the evidence beside them names.</summary>
internal static class IntermediateStates
{
    /// <summary>The scenarios with a state of their own in the middle.</summary>
    public static TheoryData<string, string, string> All => new()
    {
        { "failover", "nothing of batch 2 was touched by region 1", "all 10 records entered by region 2, and both lanes led to region 2" },
        { "failover", "nothing of batch 3 was touched by region 1", "all 10 records entered by region 2, and both lanes led to region 2" },
        { "f1", "region 1's records of batch 2 waited in queue inbound-preprocess", "r1/inbound-preprocess 5" },
        { "f1", "region 1's records of batch 2 waited in queue inbound-preprocess", "r1/preprocess in FailedProcessing" },
        { "f2", "both preprocess containers were in FailedDependency", "r2/preprocess in FailedDependency (database preprocess:" },
        { "f2", "batch 2 waited in queue inbound-preprocess of both regions", "messages: r1/inbound-preprocess 5, r2/inbound-preprocess 5;" },
        { "f3", "region 1's records of batch 2 waited in queue inbound", "messages: r1/inbound 5;" },
        { "f3", "its inbound container was in FailedDependency", "r1/inbound in FailedDependency (queue inbound-preprocess:" },
        { "f4", "batch 2 was delivered while no store replicated", "no messages in any queue" },
        { "aurora-failover", "batch 2 was delivered while r1/aurora-ingress was dead, its writers in r2", "r1/aurora-ingress in FailedProcessing" },
        { "aurora-failover", "r2/preprocess-database had what was published while r1/aurora-ingress was dead", "records of batch 2" },
        { "aurora-failover", "r1/aurora-ingress has all rows and its writers back", "writers: inbound in r1, preprocess in r1" },
        { "f4", "each store's replicas differed by exactly what was written in batch 2", "core: r1 wrote 5, r2 wrote 5" },
    };

    /// <summary>The names, each once.</summary>
    public static TheoryData<string> Names => [.. All.Select(row => row.Data.Item1).Distinct()];

    /// <summary>Holds that a result shows all that its scenario is about.</summary>
    public static void MustBeConfirmed(string scenario, IReadOnlyList<Confirmation> confirmed)
    {
        foreach (var (_, what, evidence) in All.Select(row => row.Data).Where(d => d.Item1 == scenario))
        {
            Assert.Contains(
                confirmed,
                c => c.What.Contains(what, StringComparison.Ordinal) && $"{c.What}: {c.Evidence}".Contains(evidence, StringComparison.Ordinal));
        }

        Assert.Contains(confirmed, c => c.What == "the lab was in its steady state again");
    }
}
