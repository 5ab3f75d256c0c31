using System.Net;

namespace ActiveActive.Hosting;

/// <summary>
/// What every executable of the lab is told, from environment variables such as <c>AA_LAB__COMPONENT</c> or from arguments
/// such as <c>--Lab:Component</c>.
/// </summary>
public sealed record LabOptions
{
    /// <summary>The component's name, as status writes it.</summary>
    public string Component { get; init; } = "";

    /// <summary>Address and port of the component's HTTP API (health and the rest).</summary>
    public string Listen { get; init; } = "127.0.0.1:8070";

    /// <summary>Path of the component's history file; empty for none.</summary>
    public string History { get; init; } = "";

    /// <summary>Address and port of the dns-router.</summary>
    public string Dns { get; init; } = "127.0.0.1:8053";

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate()
    {
        if (Component.Length == 0)
            return "Lab:Component is empty; give the component's name, such as r1/core";
        if (!IPEndPoint.TryParse(Listen, out _))
            return $"Lab:Listen '{Listen}' is not ADDRESS:PORT";
        return IPEndPoint.TryParse(Dns, out _) ? null : $"Lab:Dns '{Dns}' is not ADDRESS:PORT";
    }
}
