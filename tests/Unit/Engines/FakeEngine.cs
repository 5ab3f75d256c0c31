using ActiveActive.Engines.Lab;

namespace ActiveActive.UnitTests.Engines;

/// <summary>An engine whose components are given, and whose state lies in a folder.</summary>
internal sealed class FakeEngine(string folder = "", LabParts? parts = null) : IEngine
{
    public volatile bool Fails;

    public string Name => "fake";

    public string Outside => "a stranger";

    public bool Outlives { get; init; }

    public string Histories => folder;

    public string DeliveryLog => "";

    public string FaultJournal => Path.Combine(folder, "faults.json");

    public string GivenRecords => Path.Combine(folder, "given.jsonl");

    public Task<LabParts> StartAsync(IProgress<string> progress, CancellationToken cancellation) => Task.FromResult(parts!);

    public Task RefreshAsync(CancellationToken cancellation) => Fails ? Task.FromException(new HttpRequestException("no engine")) : Task.CompletedTask;

    public Task CopyLogsAsync(string into, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
