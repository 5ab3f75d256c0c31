using System.Collections.Concurrent;
using ActiveActive.Aurora;
using ActiveActive.Aurora.Control;
using ActiveActive.Contracts;
using ActiveActive.Faults;
using Npgsql;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// The faults of a writer: while one holds, the writer is in the other region than before. It is undone by bringing the writer back in
/// order, which loses nothing and so needs both instances.
/// </summary>
internal sealed class WriterFaults(LabParts parts, ControlPlane plane)
{
    /// <summary>How long an instance that has just come back may take to replicate again.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private const int Attempts = 5;

    private readonly ConcurrentDictionary<string, Region> _homes = new();

    /// <summary>The region that loses the writer, or has lost it, by the fault on this target; null for other targets.</summary>
    public async Task<Region?> LosesAsync(Target target, CancellationToken cancellation) => target.Kind != TargetKind.Writer
        ? null
        : _homes.TryGetValue(target.Part!, out var home) ? home : await plane.WriterAsync(target.Part!, cancellation);

    /// <summary>A fault that an earlier controller made; the writer belongs in this region.</summary>
    public void Remember(Target target, Region home) => _homes[target.Part!] = home;

    /// <summary>Moves the writer away.</summary>
    public async Task OnAsync(Target target, FaultKind kind, CancellationToken cancellation)
    {
        var database = target.Part!;
        var home = await plane.WriterAsync(database, cancellation);
        _homes[database] = home;
        try
        {
            _ = kind == FaultKind.Switchover ? await plane.SwitchOverAsync(database, cancellation) : await plane.FailOverAsync(database, cancellation);
        }
        catch (AuroraException refused)
        {
            _homes.TryRemove(database, out _);
            throw new UnusableFaultException(refused.Message);
        }
    }

    /// <summary>Looks where the writer is, and who takes writes.</summary>
    public async Task<(bool Holds, string Seen)> LookAsync(Target target, CancellationToken cancellation)
    {
        var database = target.Part!;
        if (!_homes.TryGetValue(database, out var home))
            return (false, $"nobody moved the writer of {database}");
        var endpoint = await plane.WriterAsync(database, cancellation);
        var (atHome, away) = (await TakesAsync(home, database, cancellation), await TakesAsync(home.Peer, database, cancellation));
        return (
            // An old writer that does not answer takes no writes either; it is fenced before it can.
            endpoint == home.Peer && away == true && atHome != true,
            $"{DnsNames.Writer(database)} pointed to {endpoint}; {Said(home.Peer, away)}, {Said(home, atHome)}");

        string Said(Region region, bool? takes) =>
            $"{Components.Database(region, database)} {(takes is null ? "did not answer" : takes.Value ? "took a worker's write" : "refused a worker's write")}";
    }

    /// <summary>Brings the writer back in order.</summary>
    public async Task OffAsync(Target target, TimeProvider time, CancellationToken cancellation)
    {
        var database = target.Part!;
        if (!_homes.TryGetValue(database, out var home))
            return;
        for (var attempt = 1; await plane.WriterAsync(database, cancellation) != home; attempt++)
        {
            try
            {
                await plane.SwitchOverAsync(database, cancellation);
            }
            catch (AuroraException notYet) when (attempt < Attempts)
            {
                _ = notYet;
                await Task.Delay(Again, time, cancellation);
            }
        }

        _homes.TryRemove(database, out _);
    }

    private async Task<bool?> TakesAsync(Region region, string database, CancellationToken cancellation)
    {
        try
        {
            return await new WriterFence(parts.InstanceOf(region, database)).TakesWritesAsync(database, cancellation);
        }
        catch (Exception silent) when (silent is NpgsqlException or TimeoutException)
        {
            return null;
        }
    }
}
