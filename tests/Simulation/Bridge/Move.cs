using ActiveActive.Contracts.History;
using ActiveActive.Spec;

namespace ActiveActive.Simulation.Bridge;

/// <summary>One step of a recorded run: a line of history, or the appearance of a row that a store tells of.</summary>
/// <param name="At">When, by its author's clock.</param>
/// <param name="Component">Who did it; of a row, the replica.</param>
/// <param name="What">The event's word, or <see cref="RowStored"/> or <see cref="RowApplied"/>.</param>
/// <param name="Record">The record's id, if it is about one.</param>
internal sealed record Move(DateTimeOffset At, string Component, string What, string? Record)
{
    /// <summary>A replica accepted a row.</summary>
    public const string RowStored = "row-stored";

    /// <summary>Replication brought a row to a replica.</summary>
    public const string RowApplied = "row-applied";

    /// <summary>The line; null for a row.</summary>
    public HistoryEvent? Event { get; init; }

    /// <summary>The replica of a row.</summary>
    public Replica Replica { get; init; }

    /// <summary>The row.</summary>
    public StoredRow? Row { get; init; }

    /// <summary>Where it is written.</summary>
    public string Source => Event is { } e ? $"life {e.Life}, event {e.Seq}" : $"a row of {Replica.Component}";

    /// <summary>The step that a line is.</summary>
    public static Move Of(HistoryEvent e) => new(e.At, e.Component, e.Event, e.Record) { Event = e };
}
