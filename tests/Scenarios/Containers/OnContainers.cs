using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>
/// A test on the shared lab: it needs an engine, and leaves the lab as it found it. What it began ends with it, and what it failed is
/// recovered, so that a test that fails spoils no other.
/// </summary>
[Collection(ContainersCollection.Name)]
public abstract class OnContainers(ContainerLab lab) : IAsyncLifetime
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    /// <summary>The lab.</summary>
    protected ContainerLab Lab => lab;

    /// <summary>Ends with the test.</summary>
    protected CancellationToken Cancel => _end.Token;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await EngineRequirement.RequireAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _end.Dispose();
        if (lab.IsStarted)
            await lab.Client.RecoverAsync("all", CancellationToken.None);
        GC.SuppressFinalize(this);
    }
}
