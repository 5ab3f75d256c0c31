using System.Text.Json.Serialization;

namespace ActiveActive.Contracts.History;

/// <summary>
/// One line of history. Every component writes its own file, one JSON object a line; a run's <c>history.jsonl</c> is all of
/// them in order of time. Only what an event needs is set; the rest is left out of the line.
/// </summary>
/// <param name="Event">What: a name of <see cref="HistoryEvents"/>.</param>
public sealed record HistoryEvent(string Event)
{
    /// <summary>When, UTC, by the machine's clock. Author and time are filled in by <see cref="IHistory"/>.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who: a name of <see cref="Components"/>.</summary>
    public string Component { get; init; } = "";

    /// <summary>Which life of that component: a process that is started again begins a new one.</summary>
    public string Life { get; init; } = "";

    /// <summary>1, 2, 3 … within that life. A gap is a hole in the evidence.</summary>
    public long Seq { get; init; }

    /// <summary>The record's id.</summary>
    public string? Record { get; init; }

    /// <summary>The record's batch.</summary>
    public int? Batch { get; init; }

    /// <summary>The queue concerned, by its SQS name.</summary>
    public string? Queue { get; init; }

    /// <summary>The store concerned: a database's or table's name.</summary>
    public string? Store { get; init; }

    /// <summary>The region that answered, as a short name or an address.</summary>
    public string? Region { get; init; }

    /// <summary>SQS message id.</summary>
    public string? MessageId { get; init; }

    /// <summary>The attempt's number from 1, or SQS's receive count.</summary>
    public int? Attempt { get; init; }

    /// <summary>True when the store or destination did not have the record before.</summary>
    public bool? Fresh { get; init; }

    /// <summary>The state entered.</summary>
    public string? State { get; init; }

    /// <summary>The fault's id in the run.</summary>
    public string? Fault { get; init; }

    /// <summary>The fault's target, as status names it.</summary>
    public string? Target { get; init; }

    /// <summary>The fault's kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Who did it: a scenario's name, or "hand".</summary>
    public string? By { get; init; }

    /// <summary>How many things the event stands for: messages of one call, say.</summary>
    public int? Count { get; init; }

    /// <summary>The API operation, by AWS's name.</summary>
    public string? Operation { get; init; }

    /// <summary>Milliseconds that it took, or lagged.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Detail { get; init; }
}

/// <summary>How history is written and read: camel case, absent values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HistoryEvent))]
public sealed partial class HistoryJson : JsonSerializerContext;
