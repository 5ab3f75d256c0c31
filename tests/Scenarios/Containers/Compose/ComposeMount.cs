namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>A volume or a path of the engine's machine at a path of the container.</summary>
internal sealed record ComposeMount(
    string Type, string Source, string Target, bool ReadOnly = false, ComposeMount.VolumeOptions? Volume = null, ComposeMount.BindOptions? Bind = null)
{
    /// <summary>None are used.</summary>
    internal sealed record VolumeOptions;

    /// <summary>What to do about a path that is not there.</summary>
    internal sealed record BindOptions(bool CreateHostPath = false);
}
