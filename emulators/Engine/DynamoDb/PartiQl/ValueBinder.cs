using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>Literals as values. A message about one names its place inside the value: root, then the way into maps and lists.</summary>
internal static class ValueBinder
{
    private const string Root = "root";

    /// <summary>True for what is written out, or came as a parameter.</summary>
    public static bool IsLiteral(StatementNode node) =>
        node is StatementNode.Number or StatementNode.Value or StatementNode.List or StatementNode.Bag or StatementNode.Map;

    /// <summary>The value.</summary>
    /// <exception cref="DynamoException">It is none that DynamoDB can keep.</exception>
    public static AttributeValue Bind(StatementNode node) => Bind(node, Root, 0);

    /// <summary>The attributes of an item that is written out.</summary>
    public static IReadOnlyDictionary<string, AttributeValue> Item(StatementNode node) => node switch
    {
        // Each attribute is a value of its own.
        StatementNode.Map map => Entries(map).ToDictionary(e => e.Name, e => Bind(e.Value)),
        StatementNode.Value { Content: AttributeValue.M parameter } => parameter.Value,
        _ => throw StatementTokens.Malformed("Expected a single item as VALUE"),
    };

    private static AttributeValue Bind(StatementNode node, string under, int depth)
    {
        if (depth > DynamoLimits.Nesting)
            throw DynamoException.Validation("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit");
        return node switch
        {
            StatementNode.Value value => value.Content,
            StatementNode.Number number => Number(number.Text, under),
            StatementNode.List list => new AttributeValue.L([.. list.Elements.Select((e, i) => Bind(e, $"{under}[{i}]", depth + 1))]),
            StatementNode.Map map => new AttributeValue.M(Entries(map).ToDictionary(e => e.Name, e => Bind(e.Value, $"{under}.{e.Name}", depth + 1))),
            StatementNode.Bag bag => Set([.. bag.Elements.Select((e, i) => Bind(e, $"{under}[{i}]", depth + 1))]),
            StatementNode.Call call => throw DynamoException.Validation($"Unsupported data type: {call.Name} under key {under} at {call.At.Place}"),
            _ => throw DynamoException.Validation($"Unsupported data type: {node.At.Text} under key {under} at {node.At.Place}"),
        };
    }

    private static AttributeValue.N Number(string text, string under)
    {
        try
        {
            return new AttributeValue.N(DynamoNumber.Parse(text));
        }
        catch (DynamoException wrong)
        {
            throw DynamoException.Validation($"{wrong.Message} under {under}");
        }
    }

    /// <summary>The entries of a map; of those with one name the last stays.</summary>
    private static IEnumerable<(string Name, StatementNode Value)> Entries(StatementNode.Map map) => map.Entries
        .Select(e => (Name: Name(e.Name), e.Value)).Reverse().DistinctBy(e => e.Name).Reverse();

    private static string Name(StatementNode node) => node switch
    {
        StatementNode.Value { Content: AttributeValue.S text } => text.Value,
        StatementNode.Path { Steps.Count: 1, At.Kind: StatementTokenKind.Quoted } quoted => quoted.Steps[0].Name!,
        _ => throw StatementTokens.Malformed("Expected a string as the name of an entry"),
    };

    private static AttributeValue.Set Set(List<AttributeValue> elements)
    {
        if (elements.Count == 0)
            throw DynamoException.Validation("Empty bags are not supported");
        if (elements.Any(e => e.Type != elements[0].Type || !ValueOrder.IsOrdered(e)))
            throw DynamoException.InvalidParameter("A set has at least one element, and all are strings, numbers or binaries");
        var set = ValueSets.Create(elements[0].Type + "S", elements)!;
        return set.Elements.Count == elements.Count
            ? set
            : throw DynamoException.InvalidParameter($"Input collection [{string.Join(", ", elements.Select(Shown))}] contains duplicates.");
    }

    private static string Shown(AttributeValue value) => value switch
    {
        AttributeValue.S s => s.Value,
        AttributeValue.N n => n.Value.ToString(),
        AttributeValue.B b => Convert.ToBase64String(b.Value.Span),
        _ => value.Type,
    };
}
