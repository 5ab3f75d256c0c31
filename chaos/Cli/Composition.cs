using ActiveActive.Controller;
using ActiveActive.Engines.OnProcesses;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>What the command line is made of: the process engine and the scenario runner behind the controller's seams.</summary>
internal static class Composition
{
    /// <summary>Makes labs of processes; a fresh one forgets what an earlier lab left in the data folder.</summary>
    public static ILabFactory Labs(Surroundings surroundings, bool fresh) => new ProcessLabs(surroundings, fresh);

    /// <summary>Runs scenarios on a lab.</summary>
    public static IRunner Runner(ILab lab) => new Runs(new ScenarioRunner(lab, lab.Time));

    private sealed class ProcessLabs(Surroundings surroundings, bool fresh) : ILabFactory
    {
        public string Engine => "processes";

        public ILab Create() => ProcessLab.Create(
            new ProcessLabOptions
            {
                DataFolder = surroundings.DataFolder,
                CacheFolder = surroundings.CacheFolder,
                BinFolder = surroundings.BinFolder,
                Net = surroundings.Net,
                Fresh = fresh,
                // Under the lock: another lab is named as one, not as a program that has the addresses.
                Require = () =>
                {
                    LabAddresses.RequireFree(surroundings.Net);
                    LabRoom.Require(surroundings.DataFolder);
                },
            },
            surroundings.Time);
    }

    private sealed class Runs(ScenarioRunner runner) : IRunner
    {
        public Task<RunResult> RunAsync(RunRequest request, IProgress<RunProgress> progress, CancellationToken cancellation) =>
            runner.RunAsync(request, progress, cancellation);
    }
}
