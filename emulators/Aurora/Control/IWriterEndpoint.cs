using ActiveActive.Contracts;

namespace ActiveActive.Aurora.Control;

/// <summary>
/// The writer endpoint of each global database: a DNS name that is kept by somebody who outlives the control plane. Where it
/// points is the truth of who the writer is; everything else is brought into line with it.
/// </summary>
public interface IWriterEndpoint
{
    /// <summary>The region that a database's endpoint points to.</summary>
    Task<Region> WriterAsync(string database, CancellationToken cancellation);

    /// <summary>Points it to a region. A call that throws may have moved it all the same.</summary>
    Task MoveAsync(string database, Region to, CancellationToken cancellation);
}
