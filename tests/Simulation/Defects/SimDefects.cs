namespace ActiveActive.Simulation.Defects;

/// <summary>Every bug on purpose: what the spec must find, so that a pass means something.</summary>
public static class SimDefects
{
    /// <summary>All, in the order of the table in the README.</summary>
    public static IReadOnlyList<SimDefect> All { get; } =
    [
        new("store-skips-last", "A worker stores all of a turn's records but the last.") { Worker = p => p with { Store = Sabotage.StoresAllButTheLast(p.Store) } },
        new("failed-store-taken-for-stored", "A worker takes a store that failed for one that stored.") { Worker = p => p with { Store = Sabotage.TakesFailedForStored(p.Store) } },
        new("stored-after-sending", "A worker stores after it sent on.") { Worker = Sabotage.StoresAfterSending },
        new("send-drops-last", "A worker sends on all of a turn's records but the last.") { Worker = p => p with { Out = Sabotage.DropsLast(p.Out) } },
        new("refused-entry-taken-for-accepted", "A worker does not look at the entries of a batch's answer.") { Worker = p => p with { Out = Sabotage.TakesRefusedForAccepted(p.Out) } },
        new("failed-send-taken-for-accepted", "A worker takes a send that failed for one that was accepted.") { Worker = p => p with { Out = Sabotage.TakesFailedForAccepted(p.Out) } },
        new("body-altered", "The core stage adds a blank to each body.") { Worker = p => p.Stage.Name == "core" ? p with { Out = Sabotage.Alters(p.Out) } : p },
        new("bodies-swapped", "The core stage gives the records of a turn each other's bodies.") { Worker = p => p.Stage.Name == "core" ? p with { Out = Sabotage.SwapsBodies(p.Out) } : p },
        new("record-invented", "A worker sends a copy of each record under another id.") { Worker = p => p with { Out = Sabotage.Invents(p.Out) } },
        new("removed-before-stored", "A worker removes what it receives at once.") { Worker = p => p with { In = Sabotage.RemovesAtOnce(p.In) } },
        new("removes-one-more", "A worker removes one message more than it worked on.") { Worker = p => p with { In = Sabotage.RemovesOneMore(p.In) } },
        new("forgets-what-came-with-the-first", "A worker works on the first message of a turn and removes all.") { Worker = p => p with { In = Sabotage.ForgetsWhatCameWithTheFirst(p.In) } },
        new("never-removed", "A worker removes nothing.") { Worker = p => p with { In = Sabotage.NeverRemoves(p.In) } },
        new("sleeps-after-a-failure", "A worker whose queue failed once receives nothing any more.") { Worker = p => p with { In = Sabotage.SleepsAfterAFailure(p.In) } },
        new("source-takes-refused-for-accepted", "The source does not look at the entries of a batch's answer.") { SourceQueue = Sabotage.TakesRefusedForAccepted },
        new("source-takes-failed-for-accepted", "The source takes a send that failed for an acknowledgement.") { SourceQueue = Sabotage.TakesFailedForAccepted },
        new("source-alters", "The source sends other bodies than it was given.") { SourceQueue = Sabotage.Alters },
        new("source-keeps-its-first-region", "The source believes DNS once and never asks again.") { SourceResolver = r => new FirstAnswer(r) },
        new("destination-removes-before-it-keeps", "The destination removes what it receives at once.") { DestinationQueue = Sabotage.RemovesAtOnce },
        new("destination-never-removes", "The destination removes nothing.") { DestinationQueue = Sabotage.NeverRemoves },
        new("destination-keeps-all-but-the-last", "The destination keeps all of a turn's records but the last.") { Log = log => new LogBetween(log, d => [.. d.Take(d.Count - 1)]) },
        new("destination-alters", "The destination keeps other bodies than it received.") { Log = log => new LogBetween(log, d => [.. d.Select(x => x with { Body = x.Body + " " })]) },
    ];

    /// <summary>The one of a name, or null for no name.</summary>
    public static SimDefect? Of(string? name) => name is null ? null : All.Single(d => d.Name == name);
}
