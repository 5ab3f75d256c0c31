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

    /// <summary>Answers that it failed.</summary>
    public abstract void Refuse(Exception why);
}

/// <summary>One call that is answered with a <typeparamref name="T"/>.</summary>
public sealed class Call<T>(Network network, Life from, Server to, Action<Call<T>> serve) : Call(network, from, to)
{
    // Whoever waits goes on in a step of its own and in its own life.
    private readonly TaskCompletionSource<T> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the answer.</summary>
    public Task<T> Answered => _answered.Task;

    /// <summary>Hears the answer where nobody waits for it.</summary>
    public Action<T>? Told { get; init; }

    /// <summary>Answers it.</summary>
    public void Answer(T answer)
    {
        if (!Finish())
            return;
        Network.Return(this, () =>
        {
            if (Told is { } told)
                From.Do(() => told(answer));
            else
                _answered.TrySetResult(answer);
        });
    }

    /// <inheritdoc/>
    public override void Refuse(Exception why)
    {
        if (Finish() && Told is null)
            Network.Return(this, () => _answered.TrySetException(why));
    }

    internal override void Serve() => serve(this);

    /// <summary>The caller waits no longer.</summary>
    internal void GiveUp(CancellationToken cancellation)
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
