namespace ActiveActive.Engines.OnDocker;

/// <summary>How a container hangs in a network: what it needs to be put back where it was.</summary>
/// <param name="Address">Its IPv4 address there.</param>
/// <param name="Aliases">The names that it answers to there.</param>
internal sealed record Attachment(string Address, IReadOnlyList<string> Aliases);
