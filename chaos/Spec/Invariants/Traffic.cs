using ActiveActive.Contracts;

namespace ActiveActive.Spec.Invariants;

/// <summary>How many messages the queues of the journey hold, both regions together, by their place on the journey.</summary>
internal sealed class Traffic
{
    private readonly int[] _messages = new int[Topology.Queues.Count];
    private readonly int _deadLetters;

    public Traffic(IReadOnlyList<QueueContent>? queues)
    {
        IsKnown = queues is not null;
        foreach (var queue in queues ?? [])
        {
            for (var place = 0; place < _messages.Length; place++)
            {
                if (Topology.Queues[place] == queue.Queue)
                    _messages[place] += queue.Total;
            }

            if (queue.DeadLetter)
                _deadLetters += queue.Total;
        }
    }

    public bool IsKnown { get; }

    public int Total => _messages.Sum();

    /// <summary>
    /// True when a message that has not been stored by <paramref name="stage"/> could still be somewhere: in that stage's in-queue or
    /// in one before it.
    /// </summary>
    public bool AnyUpTo(int stage) => _messages.Take(stage + 1).Any(m => m > 0);

    public string UpTo(int stage)
    {
        var held = Topology.Queues.Zip(_messages).Take(stage + 1).Where(q => q.Second > 0).ToList();
        var text = held.Count > 0
            ? string.Join(", ", held.Select(q => $"queue {q.First} holds {q.Second}"))
            : "no queue before it holds a message";
        return _deadLetters > 0 ? $"{text}, the dead-letter queues {_deadLetters}" : text;
    }

    public override string ToString() => !IsKnown ? "the queues' contents are not known" : $"the queues hold {Total} messages";
}
