using System.CommandLine;

namespace ActiveActive.Cli;

/// <summary>The --engine option, the same everywhere.</summary>
internal static class Engine
{
    /// <summary>The option.</summary>
    public static Option<string> Option() => new("--engine") { Description = "processes or docker", DefaultValueFactory = _ => "processes" };

    /// <summary>Refuses what is not there.</summary>
    /// <exception cref="UsageException">docker, or no engine at all.</exception>
    public static void Check(string engine)
    {
        if (engine == "docker")
            throw new UsageException("the docker engine is not there yet; use --engine processes");
        if (engine != "processes")
            throw new UsageException($"'{engine}' is not an engine; there are processes and docker");
    }
}
