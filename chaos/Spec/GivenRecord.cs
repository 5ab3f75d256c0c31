namespace ActiveActive.Spec;

/// <summary>A record as it was given to the source, before anything could happen to it.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Batch">The batch it was given in.</param>
/// <param name="Body">The digest of its body.</param>
public sealed record GivenRecord(string Id, int Batch, BodyDigest Body);
