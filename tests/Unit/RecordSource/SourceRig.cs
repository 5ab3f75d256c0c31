using System.Runtime.CompilerServices;
using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Hosting.Health;
using ActiveActive.RecordSource;
using ActiveActive.UnitTests.DnsRouter;
using ActiveActive.UnitTests.Scenarios;
using ActiveActive.UnitTests.StageWorker;
using Microsoft.Extensions.Time.Testing;

namespace ActiveActive.UnitTests.RecordSource;

/// <summary>A source before two inbound queues in memory; its DNS name alternates between them, as the router's does.</summary>
internal sealed class SourceRig : IEndpointResolver
{
    private int _answers;

    public SourceRig(SourceOptions? options = null)
    {
        One = new MemoryQueue("inbound", Time, Log);
        Two = new MemoryQueue("inbound", Time, Log);
        Health = new ComponentHealth(History, Time);
        Options = options ?? new SourceOptions();
        Publisher = NewLife(Acknowledged);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

    public List<string> Log { get; } = [];

    public RecordingHistory History { get; } = new();

    public MemoryQueue One { get; }

    public MemoryQueue Two { get; }

    public ComponentHealth Health { get; }

    public SourceOptions Options { get; }

    public AcknowledgedRecords Acknowledged { get; } = new();

    public BatchPublisher Publisher { get; }

    /// <summary>Answers of the name; null is none.</summary>
    public Func<int, string?> Name { get; set; } = n => n % 2 == 0 ? "one" : "two";

    public List<string> Asked { get; } = [];

    public IEnumerable<string> Sends => Log.Where(line => line.Contains("send", StringComparison.Ordinal));

    public BatchPublisher NewLife(AcknowledgedRecords acknowledged) =>
        new(Options, this, host => host == "one" ? One : Two, acknowledged, new SourceDependencies(Options, Health, Time), History, Time);

    public Task<string> ResolveAsync(string name, CancellationToken cancellation)
    {
        Asked.Add(name);
        return Name(_answers++) is { } host ? Task.FromResult(host) : throw new EndpointUnresolvedException(name, "nobody answers");
    }

    public static async IAsyncEnumerable<Record> Records(
        int batch, IEnumerable<string> ids, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var id in ids)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new Record(id, batch, $"body of {id}");
        }

        await Task.CompletedTask;
    }

    public PublishReport Publish(int batch, params string[] ids) => Run(() => Publisher.PublishAsync(batch, Records(batch, ids), default));

    public T Run<T>(Func<Task<T>> work) => VirtualRun.Of(Time, work);

    public IEnumerable<string> Told(string record) => History.Events.Where(e => e.Record == record).Select(e => $"{e.Event} {e.Attempt} {e.Region}");

    public int Count(string what) => History.Events.Count(e => e.Event == what);
}
