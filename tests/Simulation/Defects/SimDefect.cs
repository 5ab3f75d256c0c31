using ActiveActive.Contracts;
using ActiveActive.RecordDestination.Log;

namespace ActiveActive.Simulation.Defects;

/// <summary>
/// A bug on purpose between a shipped program and what it talks to. Each hook takes the port that the program would have and gives
/// the one that it gets; those left out change nothing. A hook is called once for each life of the program.
/// </summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="What">The bug, in words.</param>
public sealed record SimDefect(string Name, string What)
{
    /// <summary>What a worker receives from, stores into and sends to.</summary>
    public Func<WorkerPorts, WorkerPorts>? Worker { get; init; }

    /// <summary>A queue that the source sends to.</summary>
    public Func<IQueue, IQueue>? SourceQueue { get; init; }

    /// <summary>How the source finds a region.</summary>
    public Func<IEndpointResolver, IEndpointResolver>? SourceResolver { get; init; }

    /// <summary>A queue that the destination receives from.</summary>
    public Func<IQueue, IQueue>? DestinationQueue { get; init; }

    /// <summary>Where the destination keeps what it received.</summary>
    public Func<IDeliveryLog, IDeliveryLog>? Log { get; init; }
}

/// <summary>What a worker talks to.</summary>
/// <param name="Stage">Its stage.</param>
/// <param name="In">The queue that it receives from.</param>
/// <param name="Store">Its store.</param>
/// <param name="Out">The queue that it sends to.</param>
public sealed record WorkerPorts(Stage Stage, IQueue In, IRecordStore Store, IQueue Out);
