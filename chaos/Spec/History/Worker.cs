using ActiveActive.Contracts;

namespace ActiveActive.Spec.History;

/// <summary>A stage container, told by its component name.</summary>
/// <param name="Region">Where it runs.</param>
/// <param name="Stage">What it does.</param>
public sealed record Worker(Region Region, Stage Stage)
{
    private static readonly Dictionary<string, Worker> All = Region.All
        .SelectMany(r => Stage.All.Select(s => new Worker(r, s)))
        .ToDictionary(w => Components.Container(w.Region, w.Stage));

    /// <summary>The worker of that name, or null when the component is none.</summary>
    public static Worker? Named(string component) => All.GetValueOrDefault(component);
}
