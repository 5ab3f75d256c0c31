namespace ActiveActive.Aurora.Layout;

/// <summary>The passwords of an instance's roles. Both instances of a pair have the same.</summary>
public sealed record AuroraPasswords
{
    /// <summary>Of <see cref="AuroraNames.WorkersRole"/>.</summary>
    public required string Workers { get; init; }

    /// <summary>Of <see cref="AuroraNames.ReplicationRole"/>.</summary>
    public required string Replication { get; init; }

    /// <summary>Of <see cref="AuroraNames.AdminRole"/>.</summary>
    public required string Admin { get; init; }

    /// <summary>Says what is wrong, or null.</summary>
    public string? Validate()
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("Workers", Workers), ("Replication", Replication), ("Admin", Admin)])
        {
            if (value.Length is 0 or > 256 || value.Any(char.IsControl))
                return $"AuroraPasswords.{name} must have 1 to 256 characters and no control characters";
        }

        return null;
    }

    /// <summary>Keeps passwords out of logs.</summary>
    public override string ToString() => nameof(AuroraPasswords);
}
