namespace ActiveActive.Aurora.Instances;

/// <summary>One row of a database's records.</summary>
/// <param name="Id">The key.</param>
/// <param name="Batch">The batch.</param>
/// <param name="Body">The body, byte for byte.</param>
/// <param name="StoredBy">The component that stored it, by its own word.</param>
/// <param name="StoredAt">When the instance that accepted it stored it.</param>
/// <param name="WrittenIn">The region whose instance accepted it: r1 or r2.</param>
/// <param name="AppliedAt">When replication brought it here; null where it was written.</param>
public sealed record AuroraRow(
    string Id, int Batch, string Body, string StoredBy, DateTimeOffset StoredAt, string WrittenIn, DateTimeOffset? AppliedAt);
