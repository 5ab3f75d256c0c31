using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Labs;

/// <summary>The labs of one engine, as commands find, start and end them.</summary>
internal interface ILabs
{
    /// <summary>The lab that runs, or null.</summary>
    /// <exception cref="LabEnvironmentException">One is still starting; the message says where to look.</exception>
    Task<FoundLab?> FindAsync(CancellationToken cancellation);

    /// <summary>Starts a lab that outlives this command, and waits until it is healthy.</summary>
    /// <param name="fresh">True: what an earlier lab left is forgotten.</param>
    Task<FoundLab> StartAsync(bool fresh, TextWriter error, CancellationToken cancellation);

    /// <summary>Ends the lab; returns when it has ended.</summary>
    /// <param name="forget">True: its data goes with it.</param>
    /// <returns>False when none ran.</returns>
    Task<bool> EndAsync(bool forget, TextWriter error, CancellationToken cancellation);
}
