using ActiveActive.Contracts;

namespace ActiveActive.UnitTests.RecordDestination;

/// <summary>A lane's DNS name and the queues behind it, in memory. A message stays until it is deleted.</summary>
internal sealed class FakeLane : IEndpointResolver
{
    private readonly Dictionary<string, FakeQueue> _queues = [];

    /// <summary>What the name resolves to.</summary>
    public string Host { get; set; } = "east";

    /// <summary>Names that were asked for.</summary>
    public List<string> Asked { get; } = [];

    public FakeQueue At(string host) => _queues.TryGetValue(host, out var queue) ? queue : _queues[host] = new FakeQueue();

    public Task<string> ResolveAsync(string name, CancellationToken cancellation)
    {
        Asked.Add(name);
        return Task.FromResult(Host);
    }

    internal sealed class FakeQueue : IQueue
    {
        private int _receives;

        public string Name => Topology.LastQueue;

        public List<ReceivedMessage> Messages { get; } = [];

        public List<string> GivenBack { get; } = [];

        /// <summary>Deletions that fail before one works.</summary>
        public int DeletionsToFail { get; set; }

        /// <summary>Receives that fail before one works.</summary>
        public int ReceivesToFail { get; set; }

        /// <summary>Looks at the world when a deletion arrives.</summary>
        public Action? OnDelete { get; set; }

        /// <summary>Does something when a receive arrives.</summary>
        public Action? OnReceive { get; set; }

        public void Put(string id, string? notARecord = null) => Messages.Add(new ReceivedMessage(
            $"m-{id}", $"h-{id}", 1, notARecord is null ? new Record(id, 1, $"body of {id}") : null, notARecord));

        public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation)
        {
            OnReceive?.Invoke();
            if (ReceivesToFail-- > 0)
                throw new IOException("no receive");
            _receives++;
            return Task.FromResult<IReadOnlyList<ReceivedMessage>>([.. Messages.Take(max).Select(m => m with { Receives = _receives })]);
        }

        public Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation)
        {
            OnDelete?.Invoke();
            if (DeletionsToFail-- > 0)
                throw new IOException("no delete");
            Messages.RemoveAll(m => receiptHandles.Contains(m.ReceiptHandle));
            return Task.FromResult<IReadOnlyList<EntryResult>>(new EntryResult[receiptHandles.Count]);
        }

        public Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation)
        {
            Assert(visibility == TimeSpan.Zero);
            GivenBack.AddRange(receiptHandles);
            return Task.FromResult<IReadOnlyList<EntryResult>>(new EntryResult[receiptHandles.Count]);
        }

        public Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation) =>
            throw new InvalidOperationException("the destination sends nothing");

        public Task ProbeAsync(CancellationToken cancellation) => Task.CompletedTask;

        private static void Assert(bool visible)
        {
            if (!visible)
                throw new InvalidOperationException("a message that is no record has to be visible again at once");
        }
    }
}
