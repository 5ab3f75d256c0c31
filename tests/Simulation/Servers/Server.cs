using ActiveActive.Contracts.History;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Servers;

/// <summary>
/// Something that is called over the network. Stopped, it refuses connections and cuts those that there were; paused, it accepts and
/// does nothing until it goes on; cut off, it is as if it was not there.
/// </summary>
public abstract class Server(World world, string component, List<HistoryEvent> events)
{
    private static readonly SendOrPostCallback Serves = static c => ((Call)c!).Serve();

    private readonly HashSet<Call> _open = [];
    private int _lives;

    /// <summary>Its name.</summary>
    public string Component => component;

    /// <summary>Its present life.</summary>
    public Life Life { get; private set; } = null!;

    /// <summary>True while it serves.</summary>
    public bool Works => Life is { IsOver: false, IsPaused: false, IsCutOff: false };

    /// <summary>True while nobody reaches it.</summary>
    public bool IsCutOff => Life.IsCutOff;

    /// <summary>What it writes down; null for who keeps no history.</summary>
    protected MemoryHistory? History { get; private set; }

    /// <summary>The world that it is in.</summary>
    protected World World => world;

    /// <summary>True for a program of the lab's own, which keeps a history.</summary>
    protected virtual bool KeepsHistory => true;

    /// <summary>Begins a life.</summary>
    public void Start()
    {
        Life = new Life(world, component);
        if (KeepsHistory)
        {
            History = new MemoryHistory(world, component, $"{++_lives}", events);
            History.Write(new HistoryEvent(HistoryEvents.Started));
        }

        OnStart();
    }

    /// <summary>Ends its life.</summary>
    /// <param name="inOrder">True when it was asked to.</param>
    public void Stop(bool inOrder)
    {
        if (Life.IsOver)
            return;
        if (inOrder)
            History?.Write(new HistoryEvent(HistoryEvents.Stopped));
        Life.End();
        OnStop();
        foreach (var call in _open.ToList())
            call.Refuse(new IOException($"{component}: the connection was reset"));
        _open.Clear();
    }

    internal void Arrive(Call call)
    {
        if (Life.IsCutOff)
            return;
        if (Life.IsOver)
        {
            call.Refuse(new IOException($"{component}: connection refused"));
            return;
        }

        _open.Add(call);
        world.Post(Life, Serves, call);
    }

    internal void Forget(Call call) => _open.Remove(call);

    /// <summary>Does something a little later, if it lives then.</summary>
    protected void Later(TimeSpan delay, Action work) => world.After(delay, Life, work);

    /// <summary>Whatever it begins with.</summary>
    protected virtual void OnStart()
    {
    }

    /// <summary>Whatever is lost when it ends.</summary>
    protected virtual void OnStop()
    {
    }
}
