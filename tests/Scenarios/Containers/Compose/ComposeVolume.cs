namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>A volume.</summary>
/// <param name="Name">As the engine names it.</param>
internal sealed record ComposeVolume(string Name)
{
    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
