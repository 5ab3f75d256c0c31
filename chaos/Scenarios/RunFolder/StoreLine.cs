using ActiveActive.Spec;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>A row as a line of stores/&lt;region&gt;-&lt;store&gt;.jsonl.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Batch">The record's batch.</param>
/// <param name="Body">The body as the store holds it.</param>
/// <param name="StoredBy">The component that wrote it.</param>
/// <param name="StoredAt">When the store accepted it, by the store's clock.</param>
/// <param name="WrittenIn">The region whose replica accepted it, r1 or r2.</param>
/// <param name="AppliedAt">When replication applied it here; null where it was written.</param>
public sealed record StoreLine(
    string Id, int Batch, string Body, string StoredBy, DateTimeOffset StoredAt, string WrittenIn, DateTimeOffset? AppliedAt = null)
{
    /// <summary>The row as the spec knows it.</summary>
    public StoredRow ToRow() => new(Id, Batch, BodyDigest.Of(Body), string.Intern(StoredBy), StoredAt, string.Intern(WrittenIn), AppliedAt);
}
