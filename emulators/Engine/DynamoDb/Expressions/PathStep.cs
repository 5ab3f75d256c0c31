namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>One step of a path: into a map by name, or into a list by index.</summary>
/// <param name="Name">The entry of a map; null for a list's element.</param>
/// <param name="Index">The element of a list.</param>
public readonly record struct PathStep(string? Name, int Index)
{
    /// <inheritdoc/>
    public override string ToString() => Name ?? $"[{Index}]";
}
