using ActiveActive.Aurora;
using ActiveActive.Aurora.Control;
using ActiveActive.Contracts;
using ActiveActive.Engines.Processes;
using ActiveActive.ScenarioTests.Processes;
using Npgsql;

namespace ActiveActive.ScenarioTests.Aurora.Models;

/// <summary>A pair on real PostgreSQL, with the control plane that is shipped.</summary>
internal sealed class PostgresPair(AuroraLab lab, ControlPlane plane, IWriterEndpoint endpoint, CancellationToken cancel) : IPair
{
    private const string Database = "inbound";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task<string> StoreAsync(Region region, IReadOnlyList<string> ids)
    {
        try
        {
            return string.Join(' ', (await lab.StoreAsync(region, Database, ids)).Order(StringComparer.Ordinal));
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
        catch (NpgsqlException)
        {
            return "no connection";
        }
    }

    public Task<string> RowsAsync(Region region, string prefix, string? expected) => UntilAsync(expected, async () =>
    {
        try
        {
            return string.Join(' ', (await lab.RowsAsync(region, Database)).Values.Where(r => r.Id.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(r => r.Id, StringComparer.Ordinal)
                .Select(r => $"{r.Id}@{r.WrittenIn}{(r.AppliedAt is null ? "" : "+")}"));
        }
        catch (NpgsqlException)
        {
            return "no connection";
        }
    });

    public async Task<string> FaultAsync(Region region, string kind)
    {
        var faults = lab.FaultsIn(region);
        await (kind switch
        {
            "refuse" => faults.RefuseAsync(Database, cancel),
            "allow" => faults.AllowAsync(Database, cancel),
            "pause" => faults.PauseReplicationAsync(Database, cancel),
            _ => faults.ResumeReplicationAsync(Database, cancel),
        });
        return "done";
    }

    public async Task<string> InstanceAsync(Region region, bool start)
    {
        if (start)
            await lab.StartAsync(region);
        else
            await lab.ChildIn(region).SignalTreeAsync(ChildSignal.Kill, cancel);
        return "done";
    }

    public async Task<string> MoveAsync(bool failover)
    {
        try
        {
            await (failover ? plane.FailOverAsync(Database, cancel) : plane.SwitchOverAsync(Database, cancel));
            return $"writer in {await endpoint.WriterAsync(Database, cancel)}";
        }
        catch (AuroraException refused) when (refused.Message.Contains("nothing moved", StringComparison.Ordinal))
        {
            return "nothing moved";
        }
    }

    public Task<string> LackingAsync(string prefix, string? expected) => UntilAsync(expected, () => Task.FromResult(string.Join(
        ' ', (plane.OpenOf(Database).Lacking?.Ids ?? []).Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))));

    // Replication and the keeper work by themselves: what is awaited is named, and what is there at the deadline is the answer.
    private static async Task<string> UntilAsync(string? expected, Func<Task<string>> look)
    {
        var answer = "";
        try
        {
            await WaitFor.ConditionAsync(async () => (answer = await look()) == expected, AuroraLab.Soon, $"'{expected}'", Look);
        }
        catch (TimeoutException)
        {
            // The comparison shows both.
        }

        return answer;
    }
}
