using ActiveActive.Contracts;
using ActiveActive.Hosting.Health;
using ActiveActive.Hosting.Resilience;

namespace ActiveActive.StageWorker;

/// <summary>The pipelines around what a stage needs. Receiving has its own, because a long poll may take its whole wait.</summary>
public sealed class StageDependencies(StageOptions options, Stage stage, ComponentHealth health, TimeProvider time)
{
    private readonly SeededChance _chance = new(options.Seed);

    /// <summary>Receiving from the in-queue.</summary>
    public Dependency Receiving => field ??= Make(
        $"queue {stage.InQueue}",
        options.Dependency with { AttemptTimeout = options.Dependency.AttemptTimeout + options.ReceiveWait });

    /// <summary>Removing from the in-queue, or giving back.</summary>
    public Dependency Removing => field ??= Make($"queue {stage.InQueue} (remove)", options.Dependency);

    /// <summary>The stage's store.</summary>
    public Dependency Store => field ??= Make($"database {stage.Name}", options.Dependency);

    /// <summary>The next queue.</summary>
    public Dependency OutQueue => field ??= Make($"queue {stage.OutQueue}", options.Dependency);

    /// <summary>True while something else than receiving has failed: whoever met it holds messages already, and nobody takes more.</summary>
    public bool AnyBesidesReceivingHasFailed => Removing.HasFailed || Store.HasFailed || OutQueue.HasFailed;

    private Dependency Make(string name, DependencyOptions patience) => new(name, patience, health, _chance.Fork(name), time);
}
