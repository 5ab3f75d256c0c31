using System.Collections.Concurrent;
using ActiveActive.Aurora;
using ActiveActive.Aurora.Control;
using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
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

    /// <summary>The region that would lose its writer by a fault on this target; null for other targets.</summary>
    public async Task<string?> LosesAsync(Target target, CancellationToken cancellation) =>
        target.Kind == TargetKind.Writer ? (await plane.WriterAsync(target.Part!, cancellation)).Name : null;

    /// <summary>Takes note of where the writer belongs: before it is moved, and of a fault that an earlier controller made.</summary>
    public void Remember(HeldFault held)
    {
        if (held.Fault.Lost is { } home)
            _homes[held.Target.Part!] = Region.Parse(home);
    }

    /// <summary>Waits, a limited time, until old writers that have come back are fenced.</summary>
    public Task SettleAsync(CancellationToken cancellation) => plane.SettleAsync(cancellation);

    /// <summary>Moves the writer away.</summary>
    public async Task OnAsync(Target target, FaultKind kind, CancellationToken cancellation)
    {
        try
        {
            _ = kind == FaultKind.Switchover
                ? await plane.SwitchOverAsync(target.Part!, cancellation)
                : await plane.FailOverAsync(target.Part!, cancellation);
        }
        catch (AuroraException refused)
        {
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
            catch (AuroraException) when (attempt < Attempts)
            {
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
