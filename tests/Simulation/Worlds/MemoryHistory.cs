using ActiveActive.Contracts.History;

namespace ActiveActive.Simulation.Worlds;

/// <summary>The history of one life, in the run's list of events. What it wrote survives it.</summary>
public sealed class MemoryHistory(World world, string component, string life, List<HistoryEvent> events) : IHistory
{
    private long _seq;

    /// <inheritdoc/>
    public void Write(params ReadOnlySpan<HistoryEvent> written)
    {
        if (world.HasEscaped(component))
            return;
        var now = world.Now;
        foreach (var e in written)
            events.Add(e with { At = now, Component = component, Life = life, Seq = ++_seq });
    }
}
