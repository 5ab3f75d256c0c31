namespace ActiveActive.Hosting.Clients;

/// <summary>How to speak to the Aurora writers.</summary>
public sealed record AuroraOptions
{
    /// <summary>Port of the instances.</summary>
    public int Port { get; init; } = 5432;

    /// <summary>The workers' role.</summary>
    public string User { get; init; } = "activeactive";

    /// <summary>Its password.</summary>
    public string Password { get; init; } = "";

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate() => Port is < 1 or > 65535 ? $"Aurora:Port {Port} is not a port" : null;
}
