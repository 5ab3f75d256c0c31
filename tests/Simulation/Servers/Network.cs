using ActiveActive.Contracts;
using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Servers;

/// <summary>
/// The wires. Each message takes its own time, so what was sent first may arrive last; some are late, some never arrive, and then the
/// caller waits until its own patience ends, whether or not its call was carried out.
/// </summary>
public sealed class Network(World world, Weather weather, SeededChance chance)
{
    private static readonly SendOrPostCallback Arrives = static c => ((Call)c!).To.Arrive((Call)c!);

    private static readonly SendOrPostCallback Returns = static c =>
    {
        var call = (Call)c!;
        if (!call.From.IsCutOff && !call.To.IsCutOff)
            call.Deliver();
    };

    /// <summary>The world that it is in.</summary>
    public World World => world;

    /// <summary>Calls a server and waits for its answer.</summary>
    /// <param name="from">Who calls.</param>
    /// <param name="serve">What the server does when the call has arrived; it answers now or later.</param>
    /// <exception cref="IOException">The server is not there, or died meanwhile.</exception>
    public Task<T> CallAsync<T>(Life from, Server to, Action<Call<T>> serve, CancellationToken cancellation)
    {
        // Not async: a failed call is thrown once in each async method on its way up, and calls fail often here.
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        var call = new Call<T>(this, from, to, serve);
        var answered = call.AnsweredAsync(cancellation);
        Send(call);
        return answered;
    }

    /// <summary>Calls a server without anybody waiting: the answer goes to <paramref name="told"/>.</summary>
    public void Ask<T>(Life from, Server to, Action<Call<T>> serve, Action<T> told) => Send(new Call<T>(this, from, to, serve) { Told = told });

    internal void Send(Call call)
    {
        if (call.From.IsCutOff || IsLost())
            return;
        world.After(Delay(), world.Outside, Arrives, call);
    }

    /// <summary>Brings an answer back.</summary>
    internal void Return(Call call)
    {
        if (call.To.IsCutOff || IsLost())
            return;
        world.After(Delay(), world.Outside, Returns, call);
    }

    private bool IsLost() => weather.Lost > 0 && chance.Unit() < weather.Lost;

    private TimeSpan Delay()
    {
        var delay = weather.Latency + weather.Spread * chance.Unit();
        return weather.Late > 0 && chance.Unit() < weather.Late ? delay + TimeSpan.FromSeconds(4) * chance.Unit() : delay;
    }
}
