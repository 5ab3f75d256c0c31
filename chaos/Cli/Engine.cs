using System.CommandLine;
using ActiveActive.Cli.Labs;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>The --engine option, the same everywhere, and the labs of each engine.</summary>
internal static class Engine
{
    /// <summary>Child processes of the lab.</summary>
    public const string Processes = "processes";

    /// <summary>Containers.</summary>
    public const string Docker = "docker";

    /// <summary>The option for commands that start a lab.</summary>
    public static Option<string> Option() => new("--engine") { Description = "processes or docker", DefaultValueFactory = _ => Processes };

    /// <summary>The option for commands that find one.</summary>
    public static Option<string?> Which() => new("--engine") { Description = "processes or docker; whichever runs when left out" };

    /// <summary>The labs of an engine.</summary>
    /// <exception cref="UsageException">There is no such engine.</exception>
    public static ILabs Labs(Surroundings here, string engine) => engine switch
    {
        Processes => new ProcessLabs(here),
        Docker => new DockerLabs(here, DockerSocket.OfEnvironment()),
        _ => throw new UsageException($"'{engine}' is not an engine; there are {Processes} and {Docker}"),
    };

    /// <summary>The lab that runs, on the engine that was named or on whichever.</summary>
    /// <exception cref="LabEnvironmentException">None does, or it is still starting.</exception>
    public static async Task<FoundLab> RunningAsync(Surroundings here, string? engine, CancellationToken cancellation)
    {
        if (engine is not null)
            return await Labs(here, engine).FindAsync(cancellation) ?? throw None(engine == Docker ? "./aa up --engine docker" : "./aa up");
        if (await new ProcessLabs(here).FindAsync(cancellation) is { } processes)
            return processes;
        // Where no engine answers, no lab in containers runs either.
        var socket = DockerSocket.OfEnvironment();
        return await socket.AccessAsync(cancellation) switch
        {
            EngineAccess.Allowed => await new DockerLabs(here, socket).FindAsync(cancellation) ?? throw None("./aa up"),
            EngineAccess.Denied => throw None("./aa up", "; whether one runs in containers is not known, for this user may not use Docker's socket"),
            _ => throw None("./aa up"),
        };
    }

    private static LabEnvironmentException None(string start, string but = "") => new($"no lab is running; '{start}' starts one{but}");
}
