namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>Paths of one expression must not touch the same place.</summary>
public static class PathClashes
{
    /// <summary>Throws what <paramref name="wrong"/> makes of the first clash.</summary>
    public static void Check(IReadOnlyList<DocumentPath> paths, Func<string, DynamoException> wrong)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (paths[j].Clash(paths[i]) is { } clash)
                    throw wrong($"Two document paths {clash} with each other; must remove or rewrite one of these paths; path one: {paths[j]}, path two: {paths[i]}");
            }
        }
    }
}
