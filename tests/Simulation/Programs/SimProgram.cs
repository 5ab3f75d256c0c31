using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Hosting.Health;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Programs;

/// <summary>One of the lab's programs: shipped code in a life of its own, with what a host gives it.</summary>
public abstract class SimProgram(World world, string component, List<HistoryEvent> events) : IPart
{
    /// <summary>A program that has been asked to end and has not is killed then, as a supervisor does.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private CancellationTokenSource _stop = new();
    private int _lives;

    /// <inheritdoc/>
    public string Component => component;

    /// <inheritdoc/>
    public Life Life { get; private set; } = null!;

    /// <inheritdoc/>
    public bool IsOwn => true;

    /// <summary>Told when it ended by a bug.</summary>
    public Action<SimProgram, Exception>? Broke { get; set; }

    /// <summary>Its health.</summary>
    protected ComponentHealth Well { get; private set; } = null!;

    /// <summary>Its history.</summary>
    protected IHistory History { get; private set; } = null!;

    /// <inheritdoc/>
    public void Start()
    {
        Life = new Life(world, component);
        History = new MemoryHistory(world, component, $"{++_lives}", events);
        Well = new ComponentHealth(History, Life.Time);
        _stop = new CancellationTokenSource();
        History.Write(new HistoryEvent(HistoryEvents.Started));
        var life = Life;
        life.Do(() => Watch(life, _stop.Token));
    }

    /// <inheritdoc/>
    public void Stop(bool inOrder)
    {
        if (Life.IsOver)
            return;
        if (!inOrder)
        {
            Life.End();
            return;
        }

        var life = Life;
        var stop = _stop;
        life.Do(stop.Cancel);
        world.After(Grace, world.Outside, life.End);
    }

    /// <inheritdoc/>
    public (string State, string? Reasons) Health()
    {
        if (Well.State == LifecycleState.ProcessRecords)
            return (LifecycleState.ProcessRecords, null);
        var report = Well.Report();
        return (report.State, report.Reasons.Count == 0 ? null : string.Join("; ", report.Reasons.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key}: {r.Value}")));
    }

    /// <summary>Works until it is asked to end.</summary>
    protected abstract Task WorkAsync(CancellationToken stop);

    private async void Watch(Life life, CancellationToken stop)
    {
        var history = History;
        try
        {
            await WorkAsync(stop);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // What is cut off by the end fails in many ways.
        }
        catch (Exception bug)
        {
            life.End();
            Broke?.Invoke(this, bug);
            return;
        }

        if (stop.IsCancellationRequested)
            history.Write(new HistoryEvent(HistoryEvents.Stopped));
        life.End();
    }
}
