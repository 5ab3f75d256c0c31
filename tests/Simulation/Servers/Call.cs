using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Servers;

/// <summary>One call on a server.</summary>
public abstract class Call(Network network, Life from, Server to)
{
    /// <summary>Who calls.</summary>
    public Life From => from;

    /// <summary>Whom.</summary>
    public Server To => to;

    /// <summary>True when nobody waits for the answer any more.</summary>
    public bool IsGone { get; private protected set; }

    /// <summary>True when it was answered, or cut.</summary>
    public bool IsOver { get; private protected set; }

    /// <summary>The wires.</summary>
    protected Network Network => network;

    /// <summary>Carries it out at the server.</summary>
    internal abstract void Serve();

    /// <summary>The answer has come back.</summary>
    internal abstract void Deliver();

    /// <summary>Answers that it failed.</summary>
    public abstract void Refuse(Exception why);
}

/// <summary>One call that is answered with a <typeparamref name="T"/>.</summary>
public sealed class Call<T>(Network network, Life from, Server to, Action<Call<T>> serve) : Call(network, from, to)
{
    // Whoever waits goes on in a step of its own and in its own life.
    private readonly TaskCompletionSource<T> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _patience;
    private Exception? _refusal;
    private T? _answer;

    /// <summary>Hears the answer where nobody waits for it.</summary>
    public Action<T>? Told { get; init; }

    /// <summary>Answers it.</summary>
    public void Answer(T answer)
    {
        if (!Finish())
            return;
        _answer = answer;
        Network.Return(this);
    }

    /// <inheritdoc/>
    public override void Refuse(Exception why)
    {
        if (!Finish() || Told is not null)
            return;
        _refusal = why;
        Network.Return(this);
    }

    /// <summary>Completes with the answer, or when the caller waits no longer.</summary>
    internal Task<T> AnsweredAsync(CancellationToken cancellation)
    {
        _patience = cancellation.UnsafeRegister(static (c, token) => ((Call<T>)c!).GiveUp(token), this);
        return _answered.Task;
    }

    internal override void Serve() => serve(this);

    internal override void Deliver()
    {
        _patience.Dispose();
        if (_refusal is not null)
            _answered.TrySetException(_refusal);
        else if (Told is null)
            _answered.TrySetResult(_answer!);
        else
            From.Do(() => Told(_answer!));
    }

    private void GiveUp(CancellationToken cancellation)
    {
        IsGone = true;
        _answered.TrySetCanceled(cancellation);
    }

    private bool Finish()
    {
        if (IsOver)
            return false;
        IsOver = true;
        To.Forget(this);
        return true;
    }
}
