namespace ActiveActive.Simulation.Worlds;

/// <summary>
/// One life of a component: the context that its code runs in. When it is over nothing of it happens any more, in the middle of
/// whatever it was doing, as after a SIGKILL; while it is paused nothing happens yet, as after a SIGSTOP.
/// </summary>
public sealed class Life(World world, string component) : SynchronizationContext
{
    private Action? _end;

    /// <summary>Whose life it is.</summary>
    public string Component => component;

    /// <summary>Its clock.</summary>
    public VirtualTime Time => field ??= new VirtualTime(world, this);

    /// <summary>True when nothing happens any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>True while nothing happens.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>True while nothing that it sends arrives, and nothing reaches it.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>Steps that it has taken.</summary>
    public long Steps { get; internal set; }

    /// <summary>What a strategy thinks of it.</summary>
    public long Priority { get; internal set; }

    internal List<Step> Held { get; } = [];

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => world.Post(this, d, state);

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Begins something in it.</summary>
    public void Do(Action work) => world.Post(this, static w => ((Action)w!)(), work);

    /// <summary>Whoever waits for it is told when it is over.</summary>
    public void WhenOver(Action told) => _end += told;

    /// <summary>Ends it here and now.</summary>
    public void End()
    {
        if (IsOver)
            return;
        IsOver = true;
        Held.Clear();
        _end?.Invoke();
    }

    /// <summary>Stands still.</summary>
    public void Pause() => IsPaused = true;

    /// <summary>Goes on.</summary>
    public void Resume()
    {
        IsPaused = false;
        world.Release(this);
    }
}
