namespace ActiveActive.Spec;

/// <summary>One entry of the destination's delivery log.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Batch">The record's batch.</param>
/// <param name="Body">The digest of the body as it was kept.</param>
/// <param name="Lane">The lane it came by.</param>
/// <param name="DeliveredAt">When it was kept.</param>
public sealed record Delivery(string Id, int Batch, BodyDigest Body, string Lane, DateTimeOffset DeliveredAt);
