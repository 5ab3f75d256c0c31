using System.Diagnostics;
using ActiveActive.Engines.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.Processes;

/// <summary>A lab that is killed with SIGKILL leaves nothing behind. The lab is this executable, run again for one test.</summary>
public sealed class KilledLabTests
{
    private const string FolderVariable = "AA_TEST_KILLED_LAB_FOLDER";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task SIGKILL_of_the_lab_leaves_no_child_and_no_stopped_descendant()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("aa-killed-lab-");
        var pidFile = Path.Combine(folder.FullName, "pids");
        var info = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-explicit", "only", "-method", $"{typeof(KilledLabTests).FullName}.{nameof(The_lab_that_is_killed)}"])
            info.ArgumentList.Add(argument);
        info.Environment[FolderVariable] = folder.FullName;
        using var lab = Process.Start(info)!;
        try
        {
            await WaitFor.ConditionAsync(() => File.Exists(pidFile), Soon, "the lab to start its children");
            var pids = (await File.ReadAllLinesAsync(pidFile, cancel)).Select(p => int.Parse(p, null)).ToList();
            Assert.True(pids.Count >= 5, $"a running child, a stopped one and a stopped tree of three: {string.Join(' ', pids)}");
            Assert.All(pids, pid => Assert.True(IsAlive(pid)));

            lab.Kill();
            await lab.WaitForExitAsync(cancel);
            await WaitFor.ConditionAsync(() => !pids.Any(IsAlive), Soon, "all of its children to end");
        }
        finally
        {
            if (!lab.HasExited)
                lab.Kill();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs only when the test above starts it in a process of its own.</summary>
    [Fact(Explicit = true)]
    public async Task The_lab_that_is_killed()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(folder is null, "only for the test that kills it");
        using var launcher = new ChildLauncher(TimeProvider.System);
        var running = await launcher.StartAsync(Sleeper("running", "exec sleep 600", folder), cancel);
        var stopped = await launcher.StartAsync(Sleeper("stopped", "exec sleep 600", folder), cancel);
        var tree = await launcher.StartAsync(Sleeper("tree", "setsid sleep 600 & sleep 600 & wait", folder), cancel);
        await WaitFor.ConditionAsync(() => tree.TreePids().Count == 3, Soon, "the tree to grow");
        await stopped.SignalTreeAsync(ChildSignal.Stop, cancel);
        await tree.SignalTreeAsync(ChildSignal.Stop, cancel);
        var pids = running.TreePids().Concat(stopped.TreePids()).Concat(tree.TreePids());
        await File.WriteAllLinesAsync(Path.Combine(folder, "pids.new"), pids.Select(p => $"{p}"), cancel);
        File.Move(Path.Combine(folder, "pids.new"), Path.Combine(folder, "pids"));
        await running.Exited;
    }

    private static ChildStart Sleeper(string name, string script, string folder) => new()
    {
        Name = name,
        Executable = "sh",
        Arguments = ["-c", script],
        WorkingDirectory = folder,
        LogFile = Path.Combine(folder, name + ".log"),
    };

    private static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
