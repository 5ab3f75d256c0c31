using ActiveActive.Engines.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.Processes;

/// <summary>Children of a living lab.</summary>
public sealed class ChildProcessTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aa-child-");
    private readonly ChildLauncher _launcher = new(TimeProvider.System);

    [Fact]
    public async Task The_pid_is_the_executables_own_and_its_session_is_not_the_labs()
    {
        var child = await StartAsync("exec sleep 600");
        await WaitFor.ConditionAsync(() => CommandName(child.Pid) == "sleep", Soon, "the child to become its executable");

        // Ctrl-C goes to the terminal's foreground group; neither that group nor that session holds the child.
        var (group, session) = GroupAndSession(child.Pid);
        var (ownGroup, ownSession) = GroupAndSession(Environment.ProcessId);
        Assert.Equal(child.Pid, group);
        Assert.Equal(child.Pid, session);
        Assert.NotEqual(ownGroup, group);
        Assert.NotEqual(ownSession, session);
        await child.SignalTreeAsync(ChildSignal.Kill, Cancel);
    }

    [Fact]
    public async Task Output_and_errors_are_appended_to_the_log_with_nothing_in_between()
    {
        await File.WriteAllTextAsync(LogFile, "an earlier life\n", Cancel);
        var child = await StartAsync("echo out; echo err >&2; exit 7");
        var exit = await child.Exited.WaitAsync(Soon, Cancel);

        Assert.Equal(7, exit.Code);
        Assert.Null(exit.Signal);
        Assert.Equal(ChildState.Gone, child.State);
        Assert.Equal("an earlier life\nout\nerr", child.LogTail());
    }

    [Fact]
    public async Task Environment_is_added_to_or_taken_from_the_labs_own()
    {
        var child = await StartAsync(
            "echo \"[$AA_TEST_ADDED][$PATH]\"; exit 0",
            start => start with { Environment = new Dictionary<string, string?> { ["AA_TEST_ADDED"] = "a b", ["PATH"] = null }, Executable = "/bin/sh" });
        await child.Exited.WaitAsync(Soon, Cancel);
        Assert.StartsWith("[a b][", child.LogTail(), StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.GetEnvironmentVariable("PATH")!, child.LogTail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_stops_descendants_in_sessions_of_their_own_and_continue_wakes_them()
    {
        var child = await StartTreeAsync();
        Assert.True(child.TreePids().Count >= 3, "sh, setsid's sleep and a plain sleep");

        await child.SignalTreeAsync(ChildSignal.Stop, Cancel);
        Assert.Equal(ChildState.Stopped, child.State);
        Assert.All(child.TreePids(), pid => Assert.Equal('T', StateLetter(pid)));

        await child.SignalTreeAsync(ChildSignal.Continue, Cancel);
        Assert.All(child.TreePids(), pid => Assert.NotEqual('T', StateLetter(pid)));
        await child.SignalTreeAsync(ChildSignal.Kill, Cancel);
    }

    [Fact]
    public async Task A_kill_takes_every_descendant_even_while_stopped()
    {
        var child = await StartTreeAsync();
        var pids = child.TreePids();
        await child.SignalTreeAsync(ChildSignal.Stop, Cancel);
        await child.SignalTreeAsync(ChildSignal.Kill, Cancel);

        Assert.All(pids, pid => Assert.Contains(StateLetter(pid), Ended));
        Assert.Equal(9, (await child.Exited).Signal);
    }

    [Fact]
    public async Task A_pause_by_hand_is_seen()
    {
        var child = await StartAsync("exec sleep 600");
        await Tool.RunAsync("kill", ["-STOP", $"{child.Pid}"]);
        await child.WaitUntilAsync(ChildState.Stopped, Soon, Cancel);
        await Tool.RunAsync("kill", ["-KILL", $"{child.Pid}"]);
        await child.WaitUntilAsync(ChildState.Gone, Soon, Cancel);
        Assert.Equal(9, (await child.Exited.WaitAsync(Soon, Cancel)).Signal);
    }

    [Fact]
    public async Task Waiting_for_a_state_that_does_not_come_ends_at_the_deadline_and_names_the_child()
    {
        var child = await StartAsync("exec sleep 600");
        var late = await Assert.ThrowsAsync<TimeoutException>(() => child.WaitUntilAsync(ChildState.Stopped, TimeSpan.FromMilliseconds(50), Cancel));
        Assert.Contains("r1/child", late.Message, StringComparison.Ordinal);
        await child.SignalTreeAsync(ChildSignal.Kill, Cancel);
    }

    [Fact]
    public async Task A_child_that_ignores_the_stop_signal_is_killed_after_the_grace()
    {
        var deaf = await StartAsync("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        await WaitFor.ConditionAsync(() => deaf.LogTail().Contains("ready", StringComparison.Ordinal), Soon, "the trap to be set");
        Assert.Equal(9, (await deaf.StopAsync(TimeSpan.FromMilliseconds(200), Cancel)).Signal);
    }

    [Fact]
    public async Task A_paused_child_can_still_be_stopped_in_order()
    {
        var child = await StartAsync("trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.1; done");
        await WaitFor.ConditionAsync(() => child.LogTail().Contains("ready", StringComparison.Ordinal), Soon, "the trap to be set");
        await child.SignalTreeAsync(ChildSignal.Stop, Cancel);
        Assert.Equal(3, (await child.StopAsync(Soon, Cancel)).Code);
        Assert.EndsWith("bye", child.LogTail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_starts_programs_all_the_time_stands_still_and_goes_on()
    {
        // A stop may fall between vfork and the program's beginning, where parent and child would wait for each other.
        var busy = await StartAsync("while :; do /bin/true; done");
        for (var i = 0; i < 40; i++)
        {
            await busy.SignalTreeAsync(ChildSignal.Stop, Cancel);
            Assert.Equal(ChildState.Stopped, busy.State);
            await busy.SignalTreeAsync(ChildSignal.Continue, Cancel);
            Assert.Equal(ChildState.Running, busy.State);
        }

        await busy.SignalTreeAsync(ChildSignal.Kill, Cancel);
    }

    [Fact]
    public async Task A_log_that_cannot_be_opened_is_named()
    {
        var start = StartOf("exit 0") with { LogFile = Path.Combine(_folder.FullName, "missing", "log") };
        var wrong = await Assert.ThrowsAsync<ChildStartException>(() => _launcher.StartAsync(start, Cancel));
        Assert.Contains("missing/log", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("r1/child", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposing_the_launcher_ends_what_is_left()
    {
        var child = await StartTreeAsync();
        var pids = child.TreePids();
        await child.SignalTreeAsync(ChildSignal.Stop, Cancel);
        _launcher.Dispose();
        await WaitFor.ConditionAsync(() => pids.All(pid => Ended.Contains(StateLetter(pid))), Soon, "every process to end");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _launcher.Dispose();
        _folder.Delete(recursive: true);
    }

    private static readonly char[] Ended = ['Z', '-'];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string LogFile => Path.Combine(_folder.FullName, "child.log");

    private async Task<ChildProcess> StartTreeAsync()
    {
        var child = await StartAsync("setsid sleep 600 & sleep 601 & echo ready; wait");
        await WaitFor.ConditionAsync(
            () => child.TreePids().Count(pid => CommandName(pid) == "sleep") == 2, Soon, "both descendants to run");
        return child;
    }

    private Task<ChildProcess> StartAsync(string script, Func<ChildStart, ChildStart>? with = null) =>
        _launcher.StartAsync(with is null ? StartOf(script) : with(StartOf(script)), Cancel);

    private ChildStart StartOf(string script) => new()
    {
        Name = "r1/child",
        Executable = "sh",
        Arguments = ["-c", script],
        WorkingDirectory = _folder.FullName,
        LogFile = LogFile,
    };

    private static string CommandName(int pid) =>
        Stat(pid) is { } stat ? stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..stat.LastIndexOf(')')] : "";

    private static char StateLetter(int pid) => Stat(pid) is { } stat ? stat[stat.LastIndexOf(')') + 2] : '-';

    private static (int Group, int Session) GroupAndSession(int pid)
    {
        var stat = Stat(pid)!;
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (int.Parse(fields[2], null), int.Parse(fields[3], null));
    }

    private static string? Stat(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (IOException)
        {
            return null;
        }
    }
}
