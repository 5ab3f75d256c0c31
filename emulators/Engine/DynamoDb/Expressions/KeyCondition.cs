using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>
/// A KeyConditionExpression: the hash key equal to a value and, joined by AND, at most one condition on the range key.
/// </summary>
public sealed class KeyCondition
{
    private readonly Dictionary<string, Condition> _byAttribute = [];

    private KeyCondition()
    {
    }

    private KeyCondition(Condition condition) => Collect(condition);

    /// <summary>True with a condition on the range key.</summary>
    public bool HasRange => _byAttribute.Count > 1;

    /// <summary>Reads KeyConditions, the form older than expressions.</summary>
    /// <exception cref="DynamoException">They cannot be meant.</exception>
    public static KeyCondition Of(IReadOnlyDictionary<string, Operations.LegacyCondition> conditions)
    {
        var keys = new KeyCondition();
        foreach (var (name, condition) in conditions)
            keys._byAttribute.Add(name, condition.Read(name));
        if (conditions.Count is not (1 or 2))
            throw DynamoException.Validation("Conditions can be of length 1 or 2 only");
        return keys;
    }

    /// <summary>Reads a KeyConditionExpression.</summary>
    /// <exception cref="DynamoException">It is none; the message says why.</exception>
    public static KeyCondition Parse(string text, Placeholders placeholders) =>
        new(ConditionParser.Parse("KeyConditionExpression", text, placeholders));

    /// <summary>A hash key equal to a value and, unless null, a condition on the range key.</summary>
    public static KeyCondition Of(TableSchema schema, AttributeValue hash, Condition? onRange)
    {
        var keys = new KeyCondition();
        keys._byAttribute[schema.Hash.Name] = new Condition.Comparison(
            "=", new Operand.Place(new DocumentPath([new PathStep(schema.Hash.Name, 0)])), new Operand.Literal(hash));
        if (onRange is not null)
            keys._byAttribute[schema.Range!.Name] = onRange;
        return keys;
    }

    /// <summary>The first and last place of the rows that match.</summary>
    /// <exception cref="DynamoException">The table's key is another one.</exception>
    public (RowKey From, RowKey To) Span(TableSchema schema)
    {
        if (_byAttribute.Count > 2)
            throw DynamoException.Validation($"The number of query conditions ({_byAttribute.Count}) exceeds the number of key attributes defined in the schema ({schema.Keys.Count})");
        if (schema.Range is null && _byAttribute.Count > 1)
            throw NotSupported();
        if (!_byAttribute.TryGetValue(schema.Hash.Name, out var onHash))
            throw Missed(schema.Hash.Name);
        if (onHash is Condition.Comparison { Comparator: "<>" } or Condition.Exists or Condition.Contains or Condition.In or Condition.And)
            throw NotIndexable();
        if (onHash is not Condition.Comparison { Comparator: "=", Right: Operand.Literal { Value: var partition } })
            throw DynamoException.Validation("Query key condition not supported");
        CheckType(partition, schema.Hash);
        var hash = RowKey.HashOf(partition);
        RowKey Place(AttributeValue? range, sbyte edge) => new(hash, partition, range, edge);
        if (_byAttribute.Count == 1)
            return (Place(null, -1), Place(null, 1));
        if (schema.Range is null || !_byAttribute.TryGetValue(schema.Range.Name, out var onRange))
            throw schema.Range is null ? NotSupported() : Missed(schema.Range.Name);
        switch (onRange)
        {
            case Condition.Comparison { Comparator: var comparator, Right: Operand.Literal { Value: var value } }:
                CheckType(value, schema.Range);
                return comparator switch
                {
                    "=" => (Place(value, -1), Place(value, 1)),
                    "<" => (Place(null, -1), Place(value, -1)),
                    "<=" => (Place(null, -1), Place(value, 1)),
                    ">" => (Place(value, 1), Place(null, 1)),
                    ">=" => (Place(value, -1), Place(null, 1)),
                    _ => throw NotIndexable(),
                };
            case Condition.Between { Low: Operand.Literal { Value: var low }, High: Operand.Literal { Value: var high } }:
                CheckType(low, schema.Range);
                CheckType(high, schema.Range);
                return (Place(low, -1), Place(high, 1));
            case Condition.BeginsWith { Prefix: Operand.Literal { Value: var prefix } }:
                CheckType(prefix, schema.Range);
                return (Place(prefix, -1), Place(AfterAllWith(prefix), 1));
            default:
                throw NotIndexable();
        }
    }

    private static DynamoException NotSupported() => DynamoException.Validation("Query key condition not supported");

    private static DynamoException NotIndexable() =>
        DynamoException.Validation("Attempted conditional constraint is not an indexable operation");

    /// <summary>A value above every range key (of at most 1,024 bytes) that begins with the prefix.</summary>
    private static AttributeValue AfterAllWith(AttributeValue prefix) => prefix switch
    {
        AttributeValue.S s => new AttributeValue.S(s.Value + string.Concat(Enumerable.Repeat("\U0010FFFF", DynamoLimits.RangeKeyBytes / 4))),
        AttributeValue.B b => new AttributeValue.B((byte[])[.. b.Value.Span, .. Enumerable.Repeat((byte)0xFF, DynamoLimits.RangeKeyBytes)]),
        _ => throw DynamoException.Validation("Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"),
    };

    private void Collect(Condition condition)
    {
        switch (condition)
        {
            case Condition.And and:
                Collect(and.Left);
                Collect(and.Right);
                return;
            case Condition.Comparison { Comparator: not "<>", Left: Operand.Place place, Right: Operand.Literal }:
                Add(place, condition);
                return;
            case Condition.Comparison { Comparator: not "<>", Left: Operand.Literal value, Right: Operand.Place place } turned:
                Add(place, new Condition.Comparison(
                    turned.Comparator switch { "<" => ">", "<=" => ">=", ">" => "<", ">=" => "<=", _ => "=" }, place, value));
                return;
            case Condition.Comparison { Comparator: not "<>", Left: Operand.Size } or Condition.Comparison { Comparator: not "<>", Right: Operand.Size }:
                throw DynamoException.Validation("KeyConditionExpressions cannot contain nested operations");
            case Condition.Comparison { Comparator: not "<>", Left: Operand.Place, Right: Operand.Place }:
                throw DynamoException.Validation("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
            case Condition.Comparison { Comparator: not "<>", Left: Operand.Literal, Right: Operand.Literal }:
                throw DynamoException.Validation("Invalid condition in KeyConditionExpression: No key attribute specified");
            case Condition.Between { Value: not Operand.Place }:
                throw DynamoException.Validation("Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand");
            case Condition.BeginsWith { Value: not Operand.Place }:
                throw DynamoException.Validation("Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand");
            case Condition.Between { Value: Operand.Place place }:
                Add(place, condition);
                return;
            case Condition.BeginsWith { Value: Operand.Place place, Prefix: Operand.Literal }:
                Add(place, condition);
                return;
            default:
                var name = condition switch
                {
                    Condition.Comparison { Comparator: "<>" } => "<>",
                    Condition.Or => "OR",
                    Condition.Not => "NOT",
                    Condition.In => "IN",
                    Condition.Contains => "contains",
                    Condition.Exists { Wanted: false } => "attribute_not_exists",
                    Condition.Exists => "attribute_exists",
                    Condition.HasType => "attribute_type",
                    _ => throw DynamoException.Validation("Query key condition not supported"),
                };
                throw DynamoException.Validation($"Invalid operator used in KeyConditionExpression: {name}");
        }
    }

    private void Add(Operand.Place place, Condition condition)
    {
        if (place.Path.Steps.Count > 1)
            throw DynamoException.Validation("KeyConditionExpressions cannot have conditions on nested attributes");
        if (!_byAttribute.TryAdd(place.Path.Root, condition))
            throw DynamoException.Validation("Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key");
    }

    private static void CheckType(AttributeValue value, KeyAttribute key)
    {
        if (value.Type != key.Type)
            throw DynamoException.InvalidParameter("Condition parameter type does not match schema type");
        if (ItemSize.Of(value) > DynamoLimits.HashKeyBytes)
            throw DynamoException.InvalidParameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");
    }

    private static DynamoException Missed(string attribute) =>
        DynamoException.Validation($"Query condition missed key schema element: {attribute}");
}
