using ActiveActive.Contracts;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Servers;

/// <summary>
/// The wires. Each message takes its own time, so what was sent first may arrive last; some are late, some never arrive, and then the
/// caller waits until its own patience ends, whether or not its call was carried out.
/// </summary>
public sealed class Network(World world, Weather weather, SeededChance chance)
{
    /// <summary>The world that it is in.</summary>
    public World World => world;

    /// <summary>Calls a server and waits for its answer.</summary>
    /// <param name="from">Who calls.</param>
    /// <param name="serve">What the server does when the call has arrived; it answers now or later.</param>
    /// <exception cref="IOException">The server is not there, or died meanwhile.</exception>
    public async Task<T> CallAsync<T>(Life from, Server to, Action<Call<T>> serve, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = new Call<T>(this, from, to, serve);
        using var registration = cancellation.UnsafeRegister(static (c, token) => ((Call<T>)c!).GiveUp(token), call);
        Send(call);
        return await call.Answered;
    }

    /// <summary>Calls a server without anybody waiting: the answer goes to <paramref name="told"/>.</summary>
    public void Ask<T>(Life from, Server to, Action<Call<T>> serve, Action<T> told) => Send(new Call<T>(this, from, to, serve) { Told = told });

    internal void Send(Call call)
    {
        if (call.From.IsCutOff || IsLost())
            return;
        world.After(Delay(), world.Outside, () => call.To.Arrive(call));
    }

    /// <summary>Brings an answer back.</summary>
    internal void Return(Call call, Action answer)
    {
        if (call.To.IsCutOff || IsLost())
            return;
        world.After(Delay(), world.Outside, () =>
        {
            if (!call.From.IsCutOff && !call.To.IsCutOff)
                answer();
        });
    }

    private bool IsLost() => weather.Lost > 0 && chance.Unit() < weather.Lost;

    private TimeSpan Delay()
    {
        var delay = weather.Latency + weather.Spread * chance.Unit();
        return weather.Late > 0 && chance.Unit() < weather.Late ? delay + TimeSpan.FromSeconds(4) * chance.Unit() : delay;
    }
}
