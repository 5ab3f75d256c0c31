using System.Collections.Concurrent;
using ActiveActive.Aurora;
using ActiveActive.Aurora.Control;
using ActiveActive.Contracts;

namespace ActiveActive.ScenarioTests.Aurora;

/// <summary>Writer endpoints in memory, which a control plane can lose hold of in the middle of a move, as one that dies does.</summary>
internal sealed class MemoryEndpoint : IWriterEndpoint
{
    private readonly ConcurrentDictionary<string, Region> _writers;

    public MemoryEndpoint() => _writers = new(AuroraLab.Databases.ToDictionary(d => d, _ => Region.One));

    private MemoryEndpoint(ConcurrentDictionary<string, Region> writers) => _writers = writers;

    /// <summary>The moment at which the control plane that holds it dies.</summary>
    public Death Dies { get; init; }

    private bool Dead { get; set; }

    /// <summary>The same endpoints, held by the next control plane.</summary>
    public MemoryEndpoint HeldBy(Death dies = Death.Never) => new(_writers) { Dies = dies };

    public Task<Region> WriterAsync(string database, CancellationToken cancellation) => Dead ? throw Gone() : Task.FromResult(_writers[database]);

    public Task MoveAsync(string database, Region to, CancellationToken cancellation)
    {
        if (Dies == Death.BeforeTheMove || Dead)
        {
            Dead = true;
            throw Gone();
        }

        _writers[database] = to;
        if (Dies == Death.AfterTheMove)
        {
            Dead = true;
            throw Gone();
        }

        return Task.CompletedTask;
    }

    private static AuroraException Gone() => new("the control plane is dead");

    /// <summary>When a control plane dies.</summary>
    public enum Death
    {
        /// <summary>It lives.</summary>
        Never,

        /// <summary>The old writer is fenced, both know of the move but the endpoint.</summary>
        BeforeTheMove,

        /// <summary>The endpoint has moved and nobody was told.</summary>
        AfterTheMove,
    }
}
