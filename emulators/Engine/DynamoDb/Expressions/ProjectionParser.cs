namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>Reads projections: paths between commas.</summary>
public sealed class ProjectionParser : ExpressionReader
{
    private ProjectionParser(string text, Placeholders placeholders)
        : base("ProjectionExpression", text, placeholders)
    {
    }

    /// <summary>Reads a ProjectionExpression.</summary>
    /// <exception cref="DynamoException">It is none, or two paths get into each other's way.</exception>
    public static Projection Parse(string text, Placeholders placeholders) => Parse(text, placeholders, out _);

    /// <summary>Reads a ProjectionExpression and says which top-level attributes it names.</summary>
    /// <exception cref="DynamoException">It is none, or two paths get into each other's way.</exception>
    public static Projection Parse(string text, Placeholders placeholders, out IReadOnlySet<string> attributes)
    {
        var parser = new ProjectionParser(text, placeholders);
        var paths = new List<DocumentPath>();
        do
        {
            paths.Add(parser.ReadPath());
        }
        while (parser.TakeSymbol(","));
        parser.ExpectEnd();
        PathClashes.Check(paths, parser.Wrong);
        attributes = parser.Attributes;
        return new Projection(paths);
    }
}
