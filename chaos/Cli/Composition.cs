using ActiveActive.Controller;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>The one place that names the engine and the runner which the command line uses.</summary>
internal static class Composition
{
    /// <summary>The process engine.</summary>
    public static ILabFactory Labs(Surroundings surroundings, bool fresh) => new ProcessLabs();

    /// <summary>The scenario runner.</summary>
    public static IRunner Runner(ILab lab) => throw new LabEnvironmentException("this build has no scenario runner");

    private sealed class ProcessLabs : ILabFactory
    {
        public string Engine => "processes";

        public ILab Create() => throw new LabEnvironmentException("this build has no process engine");
    }
}
