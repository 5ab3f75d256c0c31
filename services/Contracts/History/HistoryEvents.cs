namespace ActiveActive.Contracts.History;

/// <summary>The words of history. An effect that must be provable even if its author is killed has an intent before it and an outcome after it.</summary>
public static class HistoryEvents
{
    /// <summary>A component began a life. First line of every life.</summary>
    public const string Started = "started";

    /// <summary>A component ended its life in order. Absent after a kill.</summary>
    public const string Stopped = "stopped";

    /// <summary>A component entered <see cref="HistoryEvent.State"/>.</summary>
    public const string State = "state";

    /// <summary>Source, intent: about to send a record (Attempt).</summary>
    public const string Publishing = "publishing";

    /// <summary>Source, outcome: a queue acknowledged the record.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>Source, outcome: the queue turned the record down, so it is not there.</summary>
    public const string Refused = "refused";

    /// <summary>Source, outcome: no answer; it may or may not be there.</summary>
    public const string Unknown = "unknown";

    /// <summary>Source: every record of a batch is acknowledged (Count).</summary>
    public const string BatchPublished = "batch-published";

    /// <summary>Worker: received a record from the in-queue.</summary>
    public const string Received = "received";

    /// <summary>Worker: the store has the record.</summary>
    public const string Stored = "stored";

    /// <summary>Worker: the next queue accepted the record.</summary>
    public const string Accepted = "accepted";

    /// <summary>Worker or destination, intent: about to remove the record from its in-queue.</summary>
    public const string Removing = "removing";

    /// <summary>Worker or destination, outcome: the in-queue no longer has the message.</summary>
    public const string Removed = "removed";

    /// <summary>Worker or destination: a message is not a record; left for the dead-letter queue.</summary>
    public const string Rejected = "rejected";

    /// <summary>Destination: the record is in the delivery log (Fresh: for the first time).</summary>
    public const string Delivered = "delivered";

    /// <summary>Emulator: served an operation (Operation, Queue or Store, Count).</summary>
    public const string Served = "served";

    /// <summary>Emulator: refused or held an operation because of a fault.</summary>
    public const string Faulted = "faulted";

    /// <summary>Emulator: applied changes of the other region (Store, Count, Milliseconds: the oldest one's lag).</summary>
    public const string Replicated = "replicated";

    /// <summary>Lab: about to inject a fault.</summary>
    public const string FaultInjecting = "fault-injecting";

    /// <summary>Lab: the fault holds, by the evidence in Detail. From here until fault-recovering the target does none of its work.</summary>
    public const string FaultEffective = "fault-effective";

    /// <summary>Lab: just before recovery the fault still held, by the evidence in Detail.</summary>
    public const string FaultHeld = "fault-held";

    /// <summary>Lab: the fault was found not to hold.</summary>
    public const string FaultIneffective = "fault-ineffective";

    /// <summary>Lab: the injection was broken off before the fault was seen to hold, because something did not answer. It proves nothing either way.</summary>
    public const string FaultGivenUp = "fault-given-up";

    /// <summary>Lab: about to undo a fault.</summary>
    public const string FaultRecovering = "fault-recovering";

    /// <summary>Lab: the target works again.</summary>
    public const string FaultRecovered = "fault-recovered";

    /// <summary>Lab: a process ended or stood still though the lab did not do it.</summary>
    public const string FoundFailed = "found-failed";

    /// <summary>Lab: a step of the scenario was confirmed, by the evidence in Detail.</summary>
    public const string Step = "step";
}
