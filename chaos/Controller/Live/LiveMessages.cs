using System.Text.Json.Serialization;
using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>
/// One event of GET /api/live; exactly one member is set, and the event is called after it. The first one is <c>past</c>; a
/// <c>status</c> comes at least every two seconds, so whoever hears nothing for longer is looking at what was.
/// </summary>
public sealed record LiveEvent
{
    /// <summary>The lab's recent past in numbers, oldest first, as far as somebody was looking.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LivePoint>? Past { get; init; }

    /// <summary>The lab as it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LiveStatus? Status { get; init; }

    /// <summary>What happened to records, in the order of time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LiveMove>? Moves { get; init; }

    /// <summary>past, status or moves.</summary>
    [JsonIgnore]
    public string Name => Past is not null ? "past" : Status is not null ? "status" : "moves";
}

/// <summary>The lab as it is, and what only its histories tell.</summary>
/// <param name="Lab">What GET /api/status answers.</param>
/// <param name="Published">Records that a queue acknowledged, in all of the lab's lives, the last hundred thousand and more; null where no history is at hand.</param>
/// <param name="OldestSeconds">By queue (r1/inbound): how long ago the message was put there that has been there longest; queues that hold none are left out.</param>
/// <param name="Run">The run that goes on, or null.</param>
public sealed record LiveStatus(LabStatus Lab, long? Published, IReadOnlyDictionary<string, double> OldestSeconds, RunSummary? Run);

/// <summary>A point of the timeline.</summary>
/// <param name="Waiting">Messages in all queues; null when one did not answer.</param>
/// <param name="Faults">How many faults held.</param>
public sealed record LivePoint(DateTimeOffset At, long? Published, long? Delivered, long? Waiting, int Faults);

/// <summary>Something that happened to a record.</summary>
/// <param name="What">acknowledged, received, stored, accepted or delivered.</param>
/// <param name="Component">Whose doing.</param>
/// <param name="Queue">The queue concerned, with its region: r1/inbound; null for a store.</param>
public sealed record LiveMove(string Record, string What, string Component, string? Queue, DateTimeOffset At);
