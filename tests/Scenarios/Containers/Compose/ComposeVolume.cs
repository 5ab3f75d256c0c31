namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>A volume.</summary>
/// <param name="Name">As the engine names it.</param>
internal sealed record ComposeVolume(string Name);
