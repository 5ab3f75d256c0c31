using ActiveActive.Contracts;
using ActiveActive.Engines.Processes;
using ActiveActive.ScenarioTests.Processes;
using Npgsql;
using Xunit;

namespace ActiveActive.ScenarioTests.Aurora;

/// <summary>A pair on real PostgreSQL: replication both ways, through everything that may happen to an instance.</summary>
public sealed class AuroraPairTests(AuroraLab lab, ITestOutputHelper output) : IClassFixture<AuroraLab>
{
    private static readonly Region R1 = Region.One;
    private static readonly Region R2 = Region.Two;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_replicate_both_ways_in_every_database_and_tell_where_and_when()
    {
        foreach (var database in AuroraLab.Databases)
        {
            Assert.Equal(["both-1"], await lab.StoreAsync(R1, database, "both-1"));
            Assert.Equal(["both-2"], await lab.StoreAsync(R2, database, "both-2"));
        }

        foreach (var database in AuroraLab.Databases)
        {
            await lab.ArrivedAsync(R2, database, "both-1");
            await lab.ArrivedAsync(R1, database, "both-2");
            var (here, there) = ((await lab.RowsAsync(R1, database))["both-1"], (await lab.RowsAsync(R2, database))["both-1"]);
            Assert.Equal(("r1", null, "body of both-1"), (here.WrittenIn, here.AppliedAt, here.Body));
            Assert.Equal(here with { AppliedAt = there.AppliedAt }, there);
            Assert.InRange(there.AppliedAt!.Value - there.StoredAt, TimeSpan.Zero, AuroraLab.Soon);
        }
    }

    [Fact]
    public async Task A_batch_that_is_stored_again_is_not_fresh_and_changes_nothing()
    {
        Assert.Equal(["again-1", "again-2"], await lab.StoreAsync(R1, "inbound", "again-1", "again-2"));
        var before = (await lab.RowsAsync(R1, "inbound"))["again-1"];
        Assert.Equal(["again-3"], await lab.StoreAsync(R1, "inbound", "again-1", "again-3"));
        Assert.Equal(before, (await lab.RowsAsync(R1, "inbound"))["again-1"]);
    }

    [Fact]
    public async Task The_same_key_on_both_sides_does_not_stop_apply()
    {
        await lab.FaultsIn(R1).PauseReplicationAsync("preprocess", Cancel);
        await lab.FaultsIn(R2).PauseReplicationAsync("preprocess", Cancel);
        await lab.StoreAsync(R1, "preprocess", "same-key");
        await lab.StoreAsync(R2, "preprocess", "same-key");
        await lab.FaultsIn(R1).ResumeReplicationAsync("preprocess", Cancel);
        await lab.FaultsIn(R2).ResumeReplicationAsync("preprocess", Cancel);
        await lab.StoreAsync(R1, "preprocess", "after-same-1");
        await lab.StoreAsync(R2, "preprocess", "after-same-2");

        await lab.ArrivedAsync(R2, "preprocess", "after-same-1");
        await lab.ArrivedAsync(R1, "preprocess", "after-same-2");
        await lab.Pair.WaitUntilCaughtUpAsync(AuroraLab.Soon, Cancel);
        Assert.Equal("r1", (await lab.RowsAsync(R1, "preprocess"))["same-key"].WrittenIn);
        Assert.Equal("r2", (await lab.RowsAsync(R2, "preprocess"))["same-key"].WrittenIn);
    }

    [Fact]
    public async Task Rows_written_while_the_peer_was_killed_arrive_after_its_start()
    {
        await lab.ChildIn(R1).SignalTreeAsync(ChildSignal.Kill, Cancel);
        var ids = Ids("killed", 1000);
        await lab.StoreAsync(R2, "inbound", ids);
        output.WriteLine($"ready {await lab.StartAsync(R1)} after kill and start");
        output.WriteLine($"1,000 rows were there {await lab.ArrivedAsync(R1, "inbound", ids)} after that");

        // And the slot of the killed side still serves the other direction.
        await lab.StoreAsync(R1, "inbound", "killed-back");
        output.WriteLine($"and one the other way {await lab.ArrivedAsync(R2, "inbound", "killed-back")}");
    }

    [Fact]
    public async Task What_was_committed_before_a_kill_is_there_after_it()
    {
        var ids = Ids("durable", 200);
        await lab.StoreAsync(R1, "inbound", ids);
        await lab.ChildIn(R1).SignalTreeAsync(ChildSignal.Kill, Cancel);
        await lab.StartAsync(R1);
        Assert.Empty(ids.Except((await lab.RowsAsync(R1, "inbound")).Keys));
        await lab.ArrivedAsync(R2, "inbound", ids);
    }

    [Fact]
    public async Task Rows_written_while_the_peer_was_stopped_arrive_after_its_start()
    {
        var exit = await lab.ChildIn(R1).StopAsync(AuroraLab.Soon, Cancel);
        Assert.Equal(0, exit.Code);
        var ids = Ids("stopped", 1000);
        await lab.StoreAsync(R2, "inbound", ids);
        output.WriteLine($"ready {await lab.StartAsync(R1)} after stop and start");
        output.WriteLine($"1,000 rows were there {await lab.ArrivedAsync(R1, "inbound", ids)} after that");
    }

    [Fact]
    public async Task A_pause_longer_than_the_replication_timeout_is_caught_up_and_calls_to_the_paused_side_end()
    {
        var child = lab.ChildIn(R1);
        await child.SignalTreeAsync(ChildSignal.Stop, Cancel);
        Assert.True(child.TreePids().Count > 5, "a postmaster with its backends");
        Assert.All(child.TreePids(), pid => Assert.Contains(") T ", File.ReadAllText($"/proc/{pid}/stat"), StringComparison.Ordinal));

        var ids = Ids("paused", 1000);
        await lab.StoreAsync(R2, "inbound", ids);
        // The sender gives the silent receiver up: proof that the pause outlasts the timeout.
        await WaitFor.ConditionAsync(
            async () => (await lab.Pair.StatusAsync(Cancel)).Where(s => s.Into == R1).All(s => s.Streaming == false), AuroraLab.Soon, "the sender to give up");
        var time = TimeProvider.System;
        var from = time.GetTimestamp();
        await Assert.ThrowsAsync<TimeoutException>(() => lab.FaultsIn(R1).RefuseAsync("inbound", Cancel));
        Assert.InRange(time.GetElapsedTime(from), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        var status = (await lab.Pair.StatusAsync(Cancel)).First(s => s.Into == R1);
        Assert.Contains("r1/aurora-ingress", status.Problem, StringComparison.Ordinal);
        Assert.Null(status.RowsBehind);

        await child.SignalTreeAsync(ChildSignal.Continue, Cancel);
        output.WriteLine($"1,000 rows were there {await lab.ArrivedAsync(R1, "inbound", ids)} after the pause");
        // The call that timed out may have reached the server when it went on.
        await lab.FaultsIn(R1).AllowAsync("inbound", Cancel);
        await lab.StoreAsync(R1, "inbound", "paused-back");
        await lab.ArrivedAsync(R2, "inbound", "paused-back");
    }

    [Fact]
    public async Task A_refused_database_cuts_its_sessions_and_only_its_own_and_catches_up_when_allowed()
    {
        await using var cut = await lab.ConnectAsync(R1, "inbound");
        await using var kept = await lab.ConnectAsync(R1, "preprocess");
        await lab.FaultsIn(R1).RefuseAsync("inbound", Cancel);

        Assert.True(await lab.FaultsIn(R1).IsRefusedAsync("inbound", Cancel));
        Assert.False(await lab.FaultsIn(R1).IsRefusedAsync("preprocess", Cancel));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => new NpgsqlCommand("SELECT 1", cut).ExecuteScalarAsync(Cancel));
        Assert.Equal(1, await new NpgsqlCommand("SELECT 1", kept).ExecuteScalarAsync(Cancel));
        await lab.StoreAsync(R2, "inbound", "while-refused");
        await lab.StoreAsync(R2, "preprocess", "while-refused");
        await lab.ArrivedAsync(R1, "preprocess", "while-refused");

        // A pause that comes and goes while the database refuses leaves replication enabled.
        await lab.FaultsIn(R1).PauseReplicationAsync("inbound", Cancel);
        Assert.True(await lab.FaultsIn(R1).IsReplicationPausedAsync("inbound", Cancel));
        await lab.FaultsIn(R1).ResumeReplicationAsync("inbound", Cancel);

        await lab.FaultsIn(R1).AllowAsync("inbound", Cancel);
        var allowed = TimeProvider.System.GetUtcNow();
        output.WriteLine($"caught up {await lab.ArrivedAsync(R1, "inbound", "while-refused")} after it was allowed");
        Assert.True((await lab.RowsAsync(R1, "inbound"))["while-refused"].AppliedAt > allowed.AddSeconds(-10));
        await lab.StoreAsync(R1, "inbound", "since-allowed");
        await lab.ArrivedAsync(R2, "inbound", "since-allowed");
    }

    [Fact]
    public async Task Paused_replication_keeps_rows_out_and_says_how_far_behind_until_it_is_resumed()
    {
        await lab.FaultsIn(R2).PauseReplicationAsync("inbound", Cancel);
        Assert.True(await lab.FaultsIn(R2).IsReplicationPausedAsync("inbound", Cancel));
        Assert.False(await lab.FaultsIn(R2).IsReplicationPausedAsync("preprocess", Cancel));
        await lab.StoreAsync(R1, "inbound", Ids("held", 7));
        await lab.StoreAsync(R1, "preprocess", "flows");
        await lab.StoreAsync(R2, "inbound", "flows-back");
        await lab.ArrivedAsync(R2, "preprocess", "flows");
        await lab.ArrivedAsync(R1, "inbound", "flows-back");

        var behind = (await lab.Pair.StatusAsync(Cancel)).Single(s => s.Into == R2 && s.Database == "inbound");
        Assert.Equal((false, false, 7, null), (behind.Enabled, behind.Streaming, behind.RowsBehind, behind.Problem));
        Assert.True(behind.BytesBehind > 0);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => lab.Pair.WaitUntilCaughtUpAsync(TimeSpan.FromSeconds(1), Cancel));
        Assert.Contains("confirmed by r2/aurora-ingress", late.Message, StringComparison.Ordinal);
        Assert.True(behind.Lag > TimeSpan.Zero);
        Assert.DoesNotContain((await lab.RowsAsync(R2, "inbound")).Keys, id => id.StartsWith("held", StringComparison.Ordinal));

        await lab.FaultsIn(R2).ResumeReplicationAsync("inbound", Cancel);
        output.WriteLine($"caught up {await lab.ArrivedAsync(R2, "inbound", Ids("held", 7))} after it was resumed");
        await lab.Pair.WaitUntilCaughtUpAsync(AuroraLab.Soon, Cancel);
        await WaitFor.ConditionAsync(
            async () => (await lab.Pair.StatusAsync(Cancel)).All(s => s is { CaughtUp: true, Enabled: true, Streaming: true, Problem: null } && s.Lag == TimeSpan.Zero || s.Database == "preprocess"),
            AuroraLab.Soon,
            "every direction to be caught up");
    }

    [Fact]
    public async Task Linking_again_changes_nothing()
    {
        await lab.Pair.LinkAsync(Cancel);
        await lab.StoreAsync(R1, "inbound", "linked-again");
        await lab.ArrivedAsync(R2, "inbound", "linked-again");
        Assert.Single((await lab.RowsAsync(R2, "inbound")).Keys, id => id == "linked-again");
    }

    [Theory]
    [InlineData("activeactive", "inbound", "")]
    [InlineData("activeactive", "inbound", "wrong")]
    [InlineData("aurora_replication", "inbound", "")]
    [InlineData("aurora_admin", "postgres", "")]
    [InlineData("aurora_admin", "inbound", "wrong")]
    [InlineData("activeactive", "postgres", null)]
    [InlineData("activeactive", "template1", null)]
    [InlineData("nobody", "inbound", "x")]
    public async Task Nobody_enters_without_the_password_or_elsewhere_than_allowed(string role, string database, string? password)
    {
        var way = new NpgsqlConnectionStringBuilder(lab.In(R1).WorkersConnectionString("inbound"))
        {
            Username = role,
            Database = database,
            Password = password ?? AuroraLab.Passwords.Workers,
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(way.ConnectionString);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => connection.OpenAsync(Cancel));
    }

    [Theory]
    [InlineData("UPDATE records SET body = 'x'")]
    [InlineData("DELETE FROM records")]
    [InlineData("TRUNCATE records")]
    [InlineData("INSERT INTO records (id, batch, body, stored_by, written_in) VALUES ('x', 1, 'x', 'x', 'r2')")]
    [InlineData("INSERT INTO records (id, batch, body, stored_by, applied_at) VALUES ('x', 1, 'x', 'x', now())")]
    [InlineData("ALTER TABLE records DISABLE TRIGGER ALL")]
    [InlineData("CREATE TABLE mine (x int)")]
    [InlineData("SET cluster_name = 'r2/aurora-ingress'")]
    public async Task A_worker_can_neither_change_a_row_nor_say_where_it_was_written(string sql)
    {
        await using var connection = await lab.ConnectAsync(R1, "inbound");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync(Cancel));
        Assert.Contains(refused.SqlState, (string[])[PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.CantChangeRuntimeParam]);
    }

    [Fact]
    public void A_running_instance_is_not_started_twice()
    {
        var running = Assert.Throws<ActiveActive.Aurora.AuroraException>(() => lab.ServerIn(R2).Start());
        Assert.Contains($"process {lab.ChildIn(R2).Pid}", running.Message, StringComparison.Ordinal);
    }

    private static string[] Ids(string prefix, int count) => [.. Enumerable.Range(1, count).Select(i => $"{prefix}-{i}")];
}
