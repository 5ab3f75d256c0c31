namespace ActiveActive.Contracts;

/// <summary>One of the two regions. <see cref="Name"/> is what targets and rows say; <see cref="AwsName"/> is what AWS clients say.</summary>
public sealed record Region(string Name, string AwsName)
{
    /// <summary>Region 1, the one that F5 breaks.</summary>
    public static readonly Region One = new("r1", "us-east-1");

    /// <summary>Region 2.</summary>
    public static readonly Region Two = new("r2", "us-west-2");

    /// <summary>Both, in order.</summary>
    public static readonly IReadOnlyList<Region> All = [One, Two];

    /// <summary>The other region.</summary>
    public Region Peer => this == One ? Two : One;

    /// <summary>Finds a region by its short or its AWS name.</summary>
    /// <exception cref="ArgumentException">Neither; the message lists what there is.</exception>
    public static Region Parse(string text) =>
        All.FirstOrDefault(r => r.Name == text || r.AwsName == text)
        ?? throw new ArgumentException($"'{text}' is not a region; there are {string.Join(" and ", All.Select(r => $"{r.Name} ({r.AwsName})"))}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
