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
        if (_byAttribute.Count > Math.Max(2, schema.Keys.Count))
            throw DynamoException.Validation($"The number of query conditions ({_byAttribute.Count}) exceeds the number of key attributes defined in the schema ({schema.Keys.Count})");
        if (schema.Range is null && _byAttribute.Count > schema.HashKeys.Count)
            throw NotSupported();
        var partition = TableSchema.Part([.. schema.HashKeys.Select(Equal)], schema.HashKeys.Count)!;
        var hash = RowKey.HashOf(partition);
        var named = schema.RangeKeys.Where(k => _byAttribute.ContainsKey(k.Name)).ToList();
        if (named.Count + schema.HashKeys.Count < _byAttribute.Count)
            throw schema.Range is null ? NotSupported() : Missed(schema.Range.Name);
        if (named.Count == 0)
            return (Place([], -1), Place([], 1));
        var before = EqualBefore(schema, named[^1]);
        return RangeSpan(named[^1], (last, edge) => Place(last is null ? before : [.. before, last], edge));

        RowKey Place(IReadOnlyList<AttributeValue> range, sbyte edge) => new(hash, partition, TableSchema.Part(range, schema.RangeKeys.Count), edge);
    }

    /// <summary>The value that an attribute of the hash key must equal.</summary>
    private AttributeValue Equal(KeyAttribute key)
    {
        if (!_byAttribute.TryGetValue(key.Name, out var condition))
            throw Missed(key.Name);
        if (condition is Condition.Comparison { Comparator: "<>" } or Condition.Exists or Condition.Contains or Condition.In or Condition.And)
            throw NotIndexable();
        if (condition is not Condition.Comparison { Comparator: "=", Right: Operand.Literal { Value: var value } })
            throw DynamoException.Validation("Query key condition not supported");
        CheckType(value, key);
        return value;
    }

    /// <summary>The values of the range attributes before the last one that has a condition: they must be equal to something each.</summary>
    private List<AttributeValue> EqualBefore(TableSchema schema, KeyAttribute last)
    {
        var before = schema.RangeKeys.TakeWhile(k => k != last).ToList();
        var lacking = before.Where(k => _byAttribute.GetValueOrDefault(k.Name) is not Condition.Comparison { Comparator: "=" }).Select(k => k.Name).ToList();
        if (lacking.Count > 0)
            throw DynamoException.Validation($"RANGE key attributes {string.Join(", ", lacking)} must have equality conditions specified in the query because a condition is present on key attribute {last.Name}");
        return [.. before.Select(Equal)];
    }

    private (RowKey From, RowKey To) RangeSpan(KeyAttribute key, Func<AttributeValue?, sbyte, RowKey> place)
    {
        switch (_byAttribute[key.Name])
        {
            case Condition.Comparison { Comparator: var comparator, Right: Operand.Literal { Value: var value } }:
                CheckType(value, key);
                return comparator switch
                {
                    "=" => (place(value, -1), place(value, 1)),
                    "<" => (place(null, -1), place(value, -1)),
                    "<=" => (place(null, -1), place(value, 1)),
                    ">" => (place(value, 1), place(null, 1)),
                    ">=" => (place(value, -1), place(null, 1)),
                    _ => throw NotIndexable(),
                };
            case Condition.Between { Low: Operand.Literal { Value: var low }, High: Operand.Literal { Value: var high } }:
                CheckType(low, key);
                CheckType(high, key);
                return (place(low, -1), place(high, 1));
            case Condition.BeginsWith { Prefix: Operand.Literal { Value: var prefix } }:
                CheckType(prefix, key);
                return (place(prefix, -1), place(AfterAllWith(prefix), 1));
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
