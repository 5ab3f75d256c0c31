using ActiveActive.Controller;
using ActiveActive.Engines.Lab;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>The one place that names the engine and the runner which the command line uses.</summary>
internal static class Composition
{
    /// <summary>The process engine.</summary>
    public static ILabFactory Labs(Surroundings surroundings, bool fresh) => new ProcessLabs(surroundings, fresh);

    /// <summary>The scenario runner.</summary>
    public static IRunner Runner(ILab lab) => new ScenarioRuns(new ScenarioRunner(lab, lab.Time));

    private sealed class ProcessLabs(Surroundings here, bool fresh) : ILabFactory
    {
        public string Engine => "processes";

        public ILab Create()
        {
            // The controller holds the folder's lock by now, so no living lab loses its data.
            if (fresh && Directory.Exists(here.DataFolder))
                Directory.Delete(here.DataFolder, recursive: true);
            var options = new ProcessLabOptions
            {
                DataFolder = here.DataFolder, CacheFolder = Path.Combine(here.Home, "cache"), BinFolder = here.BinFolder, Net = here.Net,
            };
            return ProcessLab.Create(options, here.Time);
        }
    }

    private sealed class ScenarioRuns(ScenarioRunner runner) : IRunner
    {
        public Task<RunResult> RunAsync(RunRequest request, IProgress<RunProgress> progress, CancellationToken cancellation) =>
            runner.RunAsync(request, progress, cancellation);
    }
}
