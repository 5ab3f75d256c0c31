namespace ActiveActive.Spec;

/// <summary>One row of one replica, read when the run was over.</summary>
/// <param name="Id">The record's id, the key.</param>
/// <param name="Batch">The record's batch.</param>
/// <param name="Body">The digest of the body as the store holds it.</param>
/// <param name="StoredBy">The component that wrote it: r2/inbound.</param>
/// <param name="StoredAt">
/// In a database: when it accepted the row, by its own clock. In the DynamoDB table: when the row's author began the call that wrote it,
/// by the author's clock, because DynamoDB gives an item no time that a reader could see. That is before the table accepted it, by as
/// long as the call was on its way, so it proves "not before", and never "by then".
/// </param>
/// <param name="WrittenIn">The region whose replica accepted the write, by its short name.</param>
/// <param name="AppliedAt">When replication applied it here; null in the replica that accepted the write.</param>
public sealed record StoredRow(
    string Id, int Batch, BodyDigest Body, string StoredBy, DateTimeOffset StoredAt, string WrittenIn, DateTimeOffset? AppliedAt);
