using ActiveActive.Contracts;

namespace ActiveActive.Spec.Invariants;

/// <summary>
/// All queues are empty at the end. What is in a queue of the journey is still waiting; what is in a dead-letter queue waits for
/// nobody and is a violation, named so that its sender can be found.
/// </summary>
public sealed class Drained : IInvariant
{
    private const int ExcerptLength = 60;

    /// <inheritdoc/>
    public int Number => 6;

    /// <inheritdoc/>
    public string Name => "drained";

    /// <inheritdoc/>
    public EvidenceKinds Uses => EvidenceKinds.Queues;

    /// <inheritdoc/>
    public Finding Judge(Evidence evidence)
    {
        var found = new FindingBuilder(this);
        var queues = evidence.Queues ?? [];
        foreach (var queue in queues.Where(q => q.Total > 0))
        {
            if (queue.DeadLetter)
                NameDeadLetters(queue, evidence, found);
            else
                found.Waits($"{Components.Queue(Region.Parse(queue.Region), queue.Queue)}: {queue.Visible} visible, {queue.InFlight} in flight, {queue.Delayed} delayed");
        }

        return found.Found($"{queues.Count(q => q.Total == 0)} of {Region.All.Count * Topology.Queues.Count * 2} queues, dead-letter queues included, were empty.");
    }

    private static void NameDeadLetters(QueueContent queue, Evidence evidence, FindingBuilder found)
    {
        var component = $"{queue.Region}/{queue.Queue}";
        foreach (var message in queue.Messages)
        {
            var body = BodyDigest.Of(message.Body);
            var record = evidence.Given?.FirstOrDefault(g => g.Body == body)?.Id;
            found.Violated(record, component, $"message {message.MessageId} became a dead letter after {message.Receives} receives: {Excerpt(message.Body)}");
        }

        if (queue.Total > queue.Messages.Count)
            found.Violated(null, component, $"{queue.Total - queue.Messages.Count} more dead letters, which were not looked at");
    }

    private static string Excerpt(string body)
    {
        var cut = body.Length <= ExcerptLength ? body : body[..(char.IsHighSurrogate(body[ExcerptLength - 1]) ? ExcerptLength - 1 : ExcerptLength)] + "…";
        return '"' + string.Concat(cut.Select(c => char.IsControl(c) ? '·' : c)) + '"';
    }
}
