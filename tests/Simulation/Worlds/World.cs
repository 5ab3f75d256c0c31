using System.Diagnostics.CodeAnalysis;

namespace ActiveActive.Simulation.Worlds;

/// <summary>
/// One thread, one clock. Everything that happens is a step: a continuation of somebody's code or a moment that has come. Of the steps
/// that are ready a strategy picks the next, and time moves on only when none is. So a run is a function of its seed, and minutes of
/// waiting take no time.
/// </summary>
public sealed class World
{
    /// <summary>More steps than this are a loop that makes no progress.</summary>
    public const long MostSteps = 20_000_000;

    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Step> _ready = [];
    private readonly PriorityQueue<Moment, (long At, long Order)> _moments = new(256);
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly IStrategy _strategy;
    private long _order;
    private string? _escaped;
    private volatile bool _isOver;

    /// <summary>A world in which <paramref name="strategy"/> picks.</summary>
    public World(IStrategy strategy)
    {
        _strategy = strategy;
        Outside = new Life(this, "outside");
    }

    /// <summary>The life of what never fails: the lab itself, and the wires.</summary>
    public Life Outside { get; }

    /// <summary>Ticks since the beginning.</summary>
    public long Ticks { get; private set; }

    /// <summary>The time.</summary>
    public DateTimeOffset Now => Beginning.AddTicks(Ticks);

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>True where what takes no time is ready at once, and may come before what was ready already; else it comes after that.</summary>
    public bool ZeroIsNow { get; init; }

    /// <summary>Called before each step with whose it is; false when it must not be taken because its author just died.</summary>
    public Func<Life, bool>? BeforeStep { get; set; }

    /// <summary>Runs to the end of <paramref name="work"/>.</summary>
    /// <exception cref="StandstillException">Nothing is left to do and the work has not ended.</exception>
    public T Run<T>(Func<Task<T>> work)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Outside);
        try
        {
            var task = work();
            while (!task.IsCompleted)
            {
                if (_escaped is not null)
                    throw new EscapedException(_escaped);
                if (!TakeStep() && !MoveOn())
                    throw new StandstillException($"at {Now:HH:mm:ss.fff} nothing was left to do, and the run had not ended");
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            _isOver = true;
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Something to do now, in the life of <paramref name="life"/>.</summary>
    public void Post(Life life, SendOrPostCallback work, object? state)
    {
        // The collector finalizes timers of the dead, and those of a world that has ended.
        if (life.IsOver || _isOver || HasEscaped(life.Component))
            return;
        if (life.IsPaused)
            life.Held.Add(new Step(life, work, state));
        else
            _ready.Add(new Step(life, work, state));
    }

    /// <summary>Something to do later, in the life of <paramref name="life"/>.</summary>
    public void After(TimeSpan delay, Life life, Action work) => After(delay, life, static w => ((Action)w!)(), work);

    /// <summary>The same with what it is done to, so that nothing need be captured.</summary>
    public void After(TimeSpan delay, Life life, SendOrPostCallback work, object? state)
    {
        if (ZeroIsNow && delay <= TimeSpan.Zero)
            Post(life, work, state);
        else
            Arm(delay, new Moment(life, work, state, 0));
    }

    /// <summary>True for code that has come to another thread: what it does is no function of the seed, and the run ends with that.</summary>
    internal bool HasEscaped(string component)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            return false;
        _escaped ??= $"a step of {component} came from another thread: {Environment.StackTrace}";
        return true;
    }

    internal void Arm(TimeSpan delay, Moment moment)
    {
        if (!_isOver && !HasEscaped(moment.Life.Component))
            _moments.Enqueue(moment, (Ticks + Math.Max(0, delay.Ticks), ++_order));
    }

    internal void Release(Life life)
    {
        foreach (var step in life.Held)
            _ready.Add(step);
        life.Held.Clear();
    }

    private bool TakeStep()
    {
        while (_ready.Count > 0)
        {
            var index = _ready.Count == 1 ? 0 : _strategy.Pick(_ready);
            var step = _ready[index];
            _ready[index] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            if (step.Life.IsOver)
                continue;
            if (step.Life.IsPaused)
            {
                step.Life.Held.Add(step);
                continue;
            }

            if (++Steps > MostSteps)
                throw new StandstillException($"{MostSteps:N0} steps and no end");
            step.Life.Steps++;
            if (BeforeStep is { } before && !before(step.Life))
                continue;
            if (SynchronizationContext.Current != step.Life)
                SynchronizationContext.SetSynchronizationContext(step.Life);
            step.Work(step.State);
            return true;
        }

        return false;
    }

    /// <summary>On to the next moment, with all that happens in it.</summary>
    private bool MoveOn()
    {
        while (_moments.TryDequeue(out var moment, out var due))
        {
            if (moment.IsVoid)
                continue;
            Ticks = Math.Max(Ticks, due.At);
            Begin(moment);
            while (_moments.TryPeek(out var next, out var at) && at.At <= Ticks)
            {
                _moments.Dequeue();
                if (!next.IsVoid)
                    Begin(next);
            }

            return true;
        }

        return false;
    }

    // A timer may still be set anew or stopped between its moment and its step.
    private void Begin(in Moment moment)
    {
        if (moment.State is VirtualTimer timer)
            Post(moment.Life, VirtualTimer.Firing.Step, new VirtualTimer.Firing(timer, moment.Version));
        else
            Post(moment.Life, moment.Work, moment.State);
    }
}

/// <summary>A step that can be taken.</summary>
/// <param name="Life">Whose it is.</param>
[SuppressMessage("Performance", "CA1815", Justification = "Never compared.")]
public readonly record struct Step(Life Life, SendOrPostCallback Work, object? State);

/// <summary>Something that happens at its time, unless it is a timer that was set anew or stopped before.</summary>
internal readonly record struct Moment(Life Life, SendOrPostCallback Work, object? State, int Version)
{
    public bool IsVoid => Life.IsOver || (State is VirtualTimer timer && timer.Version != Version);
}

/// <summary>Nothing can happen any more.</summary>
public sealed class StandstillException(string message) : Exception(message);

/// <summary>Code under simulation went to another thread, so the run would not be a function of its seed.</summary>
public sealed class EscapedException(string message) : Exception(message);
