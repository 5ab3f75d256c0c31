using System.Collections.Concurrent;
using System.Globalization;
using ActiveActive.Aurora;
using ActiveActive.Aurora.Control;
using ActiveActive.Contracts;
using ActiveActive.Engines.Processes;
using ActiveActive.ScenarioTests.Processes;
using Npgsql;
using Xunit;

namespace ActiveActive.ScenarioTests.Aurora;

/// <summary>Moving the writers of a pair on real PostgreSQL. Every test leaves the writers where it found them, in region 1.</summary>
public sealed class ControlPlaneTests(AuroraLab lab, ITestOutputHelper output) : IClassFixture<AuroraLab>, IAsyncLifetime
{
    private static readonly Region R1 = Region.One;
    private static readonly Region R2 = Region.Two;

    private readonly MemoryEndpoint _endpoint = new();
    private readonly ToldHistory _history = new();
    private ControlPlane? _plane;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ControlPlane Plane => _plane!;

    public async ValueTask InitializeAsync()
    {
        _plane = new ControlPlane([lab.Pair], _endpoint, _history, TimeProvider.System);
        await _plane.ReconcileAsync(Cancel);
    }

    public ValueTask DisposeAsync() => Plane.DisposeAsync();

    [Fact]
    public async Task A_secondary_refuses_writes_as_Aurora_does_and_goes_on_receiving_and_a_kill_changes_neither()
    {
        await MustRefuseAsync(R2, "inbound");
        await lab.StoreAsync(R1, "inbound", "to-a-secondary");
        await lab.ArrivedAsync(R2, "inbound", "to-a-secondary");

        await lab.ChildIn(R2).SignalTreeAsync(ChildSignal.Kill, Cancel);
        await lab.StartAsync(R2);
        await MustRefuseAsync(R2, "inbound");
        await lab.StoreAsync(R1, "inbound", "to-a-secondary-that-was-killed");
        await lab.ArrivedAsync(R2, "inbound", "to-a-secondary-that-was-killed");
    }

    [Fact]
    public async Task A_session_that_sets_itself_writable_may_insert_nothing_all_the_same()
    {
        await using var session = await lab.ConnectAsync(R2, "inbound");
        await using var set = new NpgsqlCommand("SET default_transaction_read_only = off", session);
        await set.ExecuteNonQueryAsync(Cancel);
        await using var insert = new NpgsqlCommand("INSERT INTO records (id, batch, body, stored_by) VALUES ('sly', 1, 'b', 'test')", session);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync(Cancel))).SqlState);
    }

    [Fact]
    public async Task What_was_not_committed_when_the_writer_was_fenced_never_is()
    {
        await using (var session = await lab.ConnectAsync(R1, "inbound"))
        {
            await using var transaction = await session.BeginTransactionAsync(Cancel);
            await using var insert = new NpgsqlCommand("INSERT INTO records (id, batch, body, stored_by) VALUES ('in-the-middle', 1, 'b', 'test')", session);
            Assert.Equal(1, await insert.ExecuteNonQueryAsync(Cancel));
            await Plane.SwitchOverAsync("inbound", Cancel);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => transaction.CommitAsync(Cancel));
        }

        await Plane.SwitchOverAsync("inbound", Cancel);
        Assert.DoesNotContain("in-the-middle", (await lab.RowsAsync(R1, "inbound")).Keys);
        Assert.DoesNotContain("in-the-middle", (await lab.RowsAsync(R2, "inbound")).Keys);
    }

    [Fact]
    public async Task A_switchover_under_continuous_inserts_loses_nothing_and_at_no_time_do_both_sides_accept()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var acknowledged = new ConcurrentQueue<string>();
        var inserting = Task.WhenAll(Enumerable.Range(0, 4).Select(w => InsertAsync($"flow-{w}", acknowledged, enough.Token)));
        await WaitFor.ConditionAsync(() => acknowledged.Count > 50, AuroraLab.Soon, "inserts to flow");
        var move = await Plane.SwitchOverAsync("preprocess", Cancel);
        Assert.Equal((R1, R2, true), (move.From, move.To, move.OldIsFenced));
        var then = acknowledged.Count;
        await WaitFor.ConditionAsync(() => acknowledged.Count > then + 50, AuroraLab.Soon, "inserts to flow again");
        await enough.CancelAsync();
        await inserting;
        output.WriteLine($"{acknowledged.Count} rows; the switchover took {move.Took.TotalMilliseconds:0} ms");

        await MustRefuseAsync(R1, "preprocess");
        await lab.ArrivedAsync(R1, "preprocess", acknowledged);
        await lab.ArrivedAsync(R2, "preprocess", acknowledged);
        var rows = (await lab.RowsAsync(R2, "preprocess")).Values.Where(r => r.Id.StartsWith("flow-", StringComparison.Ordinal)).ToLookup(r => r.WrittenIn, r => r.StoredAt);
        Assert.True(rows["r1"].Max() < rows["r2"].Min(), $"r1 accepted until {rows["r1"].Max():O}, r2 since {rows["r2"].Min():O}");

        await Plane.SwitchOverAsync("preprocess", Cancel);
        await MustRefuseAsync(R2, "preprocess");
    }

    [Fact]
    public async Task A_switchover_is_refused_while_the_replica_is_dead_and_nothing_moved()
    {
        await lab.ChildIn(R2).SignalTreeAsync(ChildSignal.Kill, Cancel);
        var refused = await Assert.ThrowsAsync<AuroraException>(() => Plane.SwitchOverAsync("inbound", Cancel));
        Assert.StartsWith("inbound was not switched over, nothing moved: r2/aurora-ingress does not answer", refused.Message, StringComparison.Ordinal);
        Assert.Equal(R1, await _endpoint.WriterAsync("inbound", Cancel));
        Assert.Equal(["while-dead"], await lab.StoreAsync(R1, "inbound", "while-dead"));

        refused = await Assert.ThrowsAsync<AuroraException>(() => Plane.FailOverAsync("inbound", Cancel));
        Assert.StartsWith("inbound was not failed over, nothing moved: r2/aurora-ingress does not answer", refused.Message, StringComparison.Ordinal);
        await lab.StartAsync(R2);
        await lab.ArrivedAsync(R2, "inbound", "while-dead");
    }

    [Fact]
    public async Task A_switchover_is_refused_while_replication_is_paused_and_nothing_moved()
    {
        await lab.FaultsIn(R2).PauseReplicationAsync("inbound", Cancel);
        var refused = await Assert.ThrowsAsync<AuroraException>(() => Plane.SwitchOverAsync("inbound", Cancel));
        Assert.Equal("inbound was not switched over, nothing moved: replication of inbound into r2 is paused", refused.Message);
        Assert.Equal(R1, await _endpoint.WriterAsync("inbound", Cancel));
        Assert.Equal(["while-paused"], await lab.StoreAsync(R1, "inbound", "while-paused"));
        await MustRefuseAsync(R2, "inbound");
        await lab.FaultsIn(R2).ResumeReplicationAsync("inbound", Cancel);
        await lab.ArrivedAsync(R2, "inbound", "while-paused");
    }

    [Fact]
    public async Task A_failover_from_a_dead_writer_tells_exactly_what_is_lacking_and_again_when_it_came()
    {
        await lab.FaultsIn(R2).PauseReplicationAsync("inbound", Cancel);
        string[] left = [.. Enumerable.Range(0, 450).Select(i => string.Create(CultureInfo.InvariantCulture, $"left-{i:000}"))];
        await lab.StoreAsync(R1, "inbound", left);
        await lab.ChildIn(R1).SignalTreeAsync(ChildSignal.Kill, Cancel);

        var move = await Plane.FailOverAsync("inbound", Cancel);
        output.WriteLine($"the failover took {move.Took.TotalMilliseconds:0} ms");
        Assert.False(move.OldIsFenced);
        Assert.Equal((R1, null), (Plane.OpenOf("inbound").PendingFence, Plane.OpenOf("inbound").Lacking));
        // One of them is retried at the new writer, as a worker does that got no answer: it is lacking no more.
        Assert.Equal(["left-007", "after-it"], await lab.StoreAsync(R2, "inbound", "left-007", "after-it"));

        await lab.StartAsync(R1);
        await WaitFor.ConditionAsync(() => Plane.OpenOf("inbound").Lacking is not null, AuroraLab.Soon, "what is lacking to be told");
        await MustRefuseAsync(R1, "inbound");
        Assert.Null(Plane.OpenOf("inbound").PendingFence);
        Assert.Equal(R2, Plane.OpenOf("inbound").Lacking!.On);
        Assert.Equal(left.Except(["left-007"]), Plane.OpenOf("inbound").Lacking!.Ids);
        Assert.Equal(
            left.Except(["left-007"]),
            _history.Told.Where(t => t.Contains("lacks", StringComparison.Ordinal)).SelectMany(t => t[(t.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(' ')));

        await lab.FaultsIn(R2).ResumeReplicationAsync("inbound", Cancel);
        await WaitFor.ConditionAsync(() => Plane.OpenOf("inbound").Lacking is null, AuroraLab.Soon, "what was lacking to be told of as brought");
        Assert.Contains(_history.Told, t => t.StartsWith("replication brought all 449 rows", StringComparison.Ordinal));
        await lab.ArrivedAsync(R2, "inbound", left);
        await lab.ArrivedAsync(R1, "inbound", "after-it");
        await Plane.SwitchOverAsync("inbound", Cancel);
    }

    [Fact]
    public async Task A_failover_from_a_writer_that_answers_fences_it_and_tells_what_is_lacking_at_once()
    {
        await lab.FaultsIn(R2).PauseReplicationAsync("preprocess", Cancel);
        await lab.StoreAsync(R1, "preprocess", "behind-2", "behind-1");
        var move = await Plane.FailOverAsync("preprocess", Cancel);
        Assert.True(move.OldIsFenced);
        Assert.Equal(["behind-1", "behind-2"], Plane.OpenOf("preprocess").Lacking?.Ids ?? []);
        await MustRefuseAsync(R1, "preprocess");
        await lab.FaultsIn(R2).ResumeReplicationAsync("preprocess", Cancel);
        await WaitFor.ConditionAsync(() => Plane.OpenOf("preprocess").Lacking is null, AuroraLab.Soon, "replication to bring what is lacking");
        await Plane.SwitchOverAsync("preprocess", Cancel);
    }

    [Theory]
    [InlineData("BeforeTheMove", false)]
    [InlineData("BeforeTheMove", true)]
    [InlineData("AfterTheMove", false)]
    [InlineData("AfterTheMove", true)]
    public async Task What_a_control_plane_left_half_done_the_next_brings_into_line_with_the_endpoint(string dies, bool failover)
    {
        var death = Enum.Parse<MemoryEndpoint.Death>(dies);
        await using (var doomed = new ControlPlane([lab.Pair], _endpoint.HeldBy(death), _history, TimeProvider.System))
        {
            await Assert.ThrowsAsync<AuroraException>(() => failover ? doomed.FailOverAsync("inbound", Cancel) : doomed.SwitchOverAsync("inbound", Cancel));
            await MustRefuseAsync(R1, "inbound");
        }

        var writer = death == MemoryEndpoint.Death.BeforeTheMove ? R1 : R2;
        await using (var next = new ControlPlane([lab.Pair], _endpoint.HeldBy(), _history, TimeProvider.System))
        {
            await next.ReconcileAsync(Cancel);
            var id = $"next-{dies}-{failover}";
            Assert.Equal([id], await lab.StoreAsync(writer, "inbound", id));
            await MustRefuseAsync(writer.Peer, "inbound");
            await lab.ArrivedAsync(writer.Peer, "inbound", id);
            if (writer == R2)
                await next.SwitchOverAsync("inbound", Cancel);
        }
    }

    [Fact]
    public async Task A_database_that_refuses_everybody_is_failed_over_and_wholly_fenced_when_it_allows_some()
    {
        await lab.FaultsIn(R1).RefuseAsync("inbound", Cancel);
        Assert.False((await Plane.FailOverAsync("inbound", Cancel)).OldIsFenced);
        Assert.Equal(["past-a-refusal"], await lab.StoreAsync(R2, "inbound", "past-a-refusal"));
        await lab.FaultsIn(R1).AllowAsync("inbound", Cancel);
        // Even before the watch comes by.
        await MustRefuseAsync(R1, "inbound");
        await WaitFor.ConditionAsync(() => Plane.OpenOf("inbound").PendingFence is null, AuroraLab.Soon, "the fence to be whole");
        await Plane.SwitchOverAsync("inbound", Cancel);
    }

    private async Task MustRefuseAsync(Region region, string database) => Assert.Equal(
        PostgresErrorCodes.ReadOnlySqlTransaction,
        (await Assert.ThrowsAsync<PostgresException>(() => lab.StoreAsync(region, database, "refused"))).SqlState);

    /// <summary>Inserts row after row at the writer, as a worker does: what was not acknowledged is tried again.</summary>
    private async Task InsertAsync(string name, ConcurrentQueue<string> acknowledged, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
            while (true)
            {
                try
                {
                    await lab.StoreAsync(await _endpoint.WriterAsync("preprocess", Cancel), "preprocess", id);
                    acknowledged.Enqueue(id);
                    break;
                }
                catch (NpgsqlException) when (!Cancel.IsCancellationRequested)
                {
                    // Cut or refused: again, at whoever is the writer then.
                }
            }
        }
    }
}
