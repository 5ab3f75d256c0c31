using ActiveActive.Spec;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>An entry of stores/queues.json. Messages may be left out where none were peeked at.</summary>
internal sealed record QueueEntry(
    string Region, string Queue, bool DeadLetter, int Visible, int InFlight, int Delayed, IReadOnlyList<PeekedMessage>? Messages = null)
{
    public QueueContent ToContent() => new(Region, Queue, DeadLetter, Visible, InFlight, Delayed, Messages ?? []);
}
