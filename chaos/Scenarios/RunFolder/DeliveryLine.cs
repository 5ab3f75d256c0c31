namespace ActiveActive.Scenarios.RunFolders;

/// <summary>A line of stores/deliveries.jsonl, as the destination's delivery log writes it.</summary>
public sealed record DeliveryLine(string Id, int Batch, string Body, string Lane, DateTimeOffset DeliveredAt);
