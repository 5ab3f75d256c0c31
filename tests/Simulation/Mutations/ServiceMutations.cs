namespace ActiveActive.Simulation.Mutations;

/// <summary>Mutations of the services.</summary>
internal static class ServiceMutations
{
    private const string Loop = "services/StageWorker/StageLoop.cs";
    private const string Hold = "services/StageWorker/VisibilityHold.cs";
    private const string Dependency = "services/Hosting/Resilience/Dependency.cs";
    private const string Publisher = "services/RecordSource/BatchPublisher.cs";
    private const string Lane = "services/RecordDestination/LaneLoop.cs";

    private const string Removal = "await dependencies.Removing.UntilDoneAsync(token => inQueue.DeleteAsync([.. mine.Select(m => m.ReceiptHandle)], token), cancellation);";

    public static IReadOnlyList<Mutation> Worker { get; } =
    [
        new("removed-before-stored", "The worker removes messages before it stores their records.", Loop,
            "var records = mine.Select(m => m.Record!).DistinctBy(r => r.Id).ToList();",
            "var records = mine.Select(m => m.Record!).DistinctBy(r => r.Id).ToList();\n        " + Removal),
        new("removed-before-sent", "The worker removes messages before it sends their records on.", Loop,
            "var accepted = await SendOnAsync(records, cancellation);",
            Removal + "\n        var accepted = await SendOnAsync(records, cancellation);"),
        new("sent-before-stored", "The worker sends records on before it stores them.", Loop,
            "var fresh = await dependencies.Store",
            "await SendOnAsync(records, cancellation);\n        var fresh = await dependencies.Store"),
        new("store-fire-and-forget", "The worker does not wait for the store.", Loop,
            "var fresh = await dependencies.Store.UntilDoneAsync(token => store.StoreAsync(records, token), cancellation);",
            "_ = store.StoreAsync(records, cancellation);\n        var fresh = records.Select(r => r.Id).ToHashSet();\n        await Task.CompletedTask;"),
        new("entries-ignored", "The worker takes a batch's answer for the acceptance of every entry.", Loop,
            "var now = pending.Where((_, i) => results[i].Accepted).ToList();",
            "var now = pending.Where((_, i) => results.Count > i).ToList();"),
        new("accepted-sent-again", "The worker sends a whole batch again when one entry was refused.", Loop,
            "var pending = records.Where(r => !accepted.Contains(r.Id)).ToList();",
            "var pending = records.ToList();"),
        new("first-record-only", "The worker stores the first record of a turn alone.", Loop,
            "token => store.StoreAsync(records, token)",
            "token => store.StoreAsync([records[0]], token)"),
        new("receives-while-failed", "The worker goes on receiving while a dependency is failed.", Loop,
            "await health.WaitUntilWellAsync(cancellation);",
            "await Task.CompletedTask;"),
        new("visibility-too-short", "The worker's renewals give messages back.", Hold,
            "ChangeVisibilityAsync(_handles, _visibility, either.Token)",
            "ChangeVisibilityAsync(_handles, _visibility / 100, either.Token)"),
        new("held-for-good", "The worker does not give back what it holds when it ends, and holds it a day.", Hold,
            "await TryAsync(() => _queue.ChangeVisibilityAsync(_handles, TimeSpan.Zero, patience.Token));",
            "await TryAsync(() => _queue.ChangeVisibilityAsync(_handles, TimeSpan.FromHours(12), patience.Token));") { Scenario = "storm" },
        new("wakeup-lost", "A dependency that works again wakes nobody.", Dependency,
            "_health.DependencyRecovered(Name);",
            "_ = _health;"),
        new("gives-up", "A worker gives up a dependency after the pipeline's attempts.", Dependency,
            "HasFailed = true;\n",
            "HasFailed = true;\n                if (failure is not BrokenCircuitException)\n                    throw;\n"),
    ];

    public static IReadOnlyList<Mutation> Source { get; } =
    [
        new("source-entries-ignored", "The source takes a batch's answer for the acceptance of every entry.", Publisher,
            "var accepted = records.Where((_, i) => results[i].Accepted).ToList();",
            "var accepted = records.Where((_, i) => results.Count > i).ToList();"),
        new("source-unknown-for-accepted", "The source takes a send without an answer for an accepted one.", Publisher,
            "dependencies.Failed(NameOf(host), reason, queueAt(host).ProbeAsync);\n            return [];",
            "dependencies.Failed(NameOf(host), reason, queueAt(host).ProbeAsync);\n            return [.. records.Select(r => r.Id)];"),
        new("source-forgets-acknowledgements", "The source publishes a batch anew that it had published in part.", Publisher,
            "if (acknowledged.BatchOf(record.Id) is { } earlier)",
            "if (acknowledged.BatchOf(record.Id) is { } earlier && earlier != batch)") { Scenario = "storm" },
        new("source-retries-all", "The source sends a whole chunk again when one record of it was not acknowledged.", Publisher,
            "pending = [.. pending.Where(r => !sent.Contains(r.Id))];",
            "pending = sent.Count == pending.Count ? [] : pending;"),
        new("source-last-chunk-lost", "The source forgets a chunk that is not full.", Publisher,
            "if (chunk.Count > 0)\n            yield return chunk;",
            "if (chunk.Count > ChunkSize)\n            yield return chunk;") { Scenario = "storm" },
    ];

    public static IReadOnlyList<Mutation> Destination { get; } =
    [
        new("removed-before-kept", "The destination removes messages before their records are on disk.", Lane,
            "var fresh = await KeepAsync(deliveries, cancellation);",
            "await TryAsync(token => queue.DeleteAsync([.. mine.Select(m => m.ReceiptHandle)], token));\n        var fresh = await KeepAsync(deliveries, cancellation);"),
        new("kept-without-waiting", "The destination does not wait for its disk.", Lane,
            "var fresh = await log.KeepAsync(deliveries);",
            "_ = log.KeepAsync(deliveries);\n                IReadOnlyList<bool> fresh = [.. deliveries.Select(_ => true)];\n                await Task.CompletedTask;"),
        new("removal-given-up", "The destination does not try to remove.", Lane,
            "private const int RemovalAttempts = 3;",
            "private const int RemovalAttempts = 0;"),
        new("one-lane-twice", "Both lanes ask for region 1's queue.", Lane,
            "DnsNames.Out(lane)",
            "DnsNames.Out(Region.One)"),
    ];

    public static IReadOnlyList<Mutation> Router { get; } =
    [
        new("failover-inverted", "The failover rule answers a primary that is down when the secondary is up.", "services/DnsRouter/Routing/FailoverRouting.cs",
            "primaryHealthy || !secondaryHealthy",
            "primaryHealthy || secondaryHealthy"),
        new("health-ignored", "The weighted rule does not look at health.", "services/DnsRouter/Routing/WeightedRouting.cs",
            "target.Healthy || !trustHealth",
            "target.Healthy || trustHealth || !trustHealth"),
        new("offline-ignored", "A region that is switched off keeps its weight.", "services/DnsRouter/Routing/RecordSetState.cs",
            "t.Offline ? 0 : t.Weight",
            "t.Weight") { Scenario = "failover" },
        new("old-rotation", "A change of shares does not change what is answered.", "services/DnsRouter/Routing/RecordSet.cs",
            "if (!before.SequenceEqual(_shares))\n                _rotation = Rotation();",
            "if (before.Length != _shares.Length)\n                _rotation = Rotation();") { Scenario = "failover" },
    ];
}
