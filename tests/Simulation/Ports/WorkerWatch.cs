using ActiveActive.Contracts;
using ActiveActive.Hosting.Health;
using ActiveActive.Simulation.Bridge;
using ActiveActive.Simulation.Worlds;
using ActiveActive.StageWorker;

namespace ActiveActive.Simulation.Ports;

/// <summary>
/// Sees what no history tells: what a worker asks of its in-queue. While something that it needs is failed no loop may ask for messages,
/// but to try a receive again that failed; and a message in hand is kept for the stage's visibility or given back, never hidden for
/// another time. The bridge, which has histories alone, can only count what came.
/// </summary>
public sealed class WorkerWatch(World world)
{
    /// <summary>The first ask that was not allowed.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>A worker's in-queue, watched.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="component">Whose it is.</param>
    /// <param name="options">The worker's.</param>
    /// <param name="receiving">What receiving is called among the worker's dependencies: whose receives alone fail may go on asking.</param>
    /// <param name="health">The worker's.</param>
    public IQueue Watch(IQueue queue, string component, StageOptions options, string receiving, ComponentHealth health) =>
        new Watched(this, queue, component, options, receiving, health);

    // Who was let go on in this very moment is on its way already.
    private bool MustWait(HealthReport health, string receiving) =>
        health.State == LifecycleState.FailedDependency && health.Since < world.Now && health.Reasons.Keys.Any(r => r != receiving);

    private void RefuseAsk(string component, string queue, HealthReport health) => Refuse(
        "ProcessRecords ⇄ FailedDependency", component, "asks for messages", queue,
        $"it has been in {health.State} since {health.Since:HH:mm:ss.ffffff}: {string.Join("; ", health.Reasons.Select(r => $"{r.Key}: {r.Value}"))}",
        "to wait until everything that it needs works");

    private void Hide(string component, string queue, TimeSpan visibility, TimeSpan own)
    {
        if (visibility != own && visibility != TimeSpan.Zero)
            Refuse("messages in hand", component, "changes their visibility", queue, $"{visibility} is neither its own {own} nor none", $"{own}, or none to give them back");
    }

    private void Refuse(string machine, string component, string what, string queue, string why, string allowed) =>
        Refused ??= new Refusal(machine, world.Now, component, what, null, "what it asked of its queue", queue, why, allowed);

    private sealed class Watched(WorkerWatch watch, IQueue queue, string component, StageOptions options, string receiving, ComponentHealth health) : IQueue
    {
        // Receives that failed, each to be tried again; which loop's an ask is cannot be seen from here.
        private int _failed;

        public string Name => queue.Name;

        public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellation)
        {
            if (health.Report() is var report && watch.MustWait(report, receiving) && _failed-- <= 0)
                watch.RefuseAsk(component, queue.Name, report);
            try
            {
                return await queue.ReceiveAsync(max, wait, cancellation);
            }
            catch
            {
                _failed = Math.Min(Math.Max(_failed, 0) + 1, options.Loops);
                throw;
            }
        }

        public Task<IReadOnlyList<EntryResult>> SendAsync(IReadOnlyList<Record> records, CancellationToken cancellation) => queue.SendAsync(records, cancellation);

        public Task<IReadOnlyList<EntryResult>> DeleteAsync(IReadOnlyList<string> receiptHandles, CancellationToken cancellation) => queue.DeleteAsync(receiptHandles, cancellation);

        public Task<IReadOnlyList<EntryResult>> ChangeVisibilityAsync(IReadOnlyList<string> receiptHandles, TimeSpan visibility, CancellationToken cancellation)
        {
            watch.Hide(component, queue.Name, visibility, options.Visibility);
            return queue.ChangeVisibilityAsync(receiptHandles, visibility, cancellation);
        }

        public Task ProbeAsync(CancellationToken cancellation) => queue.ProbeAsync(cancellation);
    }
}
