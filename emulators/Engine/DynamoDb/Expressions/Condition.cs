using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>A condition or filter, read and ready to be put to items.</summary>
public abstract class Condition
{
    /// <summary>True when it holds for the item; a missing item is an empty one.</summary>
    public abstract bool Holds(IReadOnlyDictionary<string, AttributeValue> item);

    /// <summary>Both hold.</summary>
    public sealed class And(Condition left, Condition right) : Condition
    {
        /// <summary>The one.</summary>
        public Condition Left { get; } = left;

        /// <summary>The other.</summary>
        public Condition Right { get; } = right;

        /// <inheritdoc/>
        public override bool Holds(IReadOnlyDictionary<string, AttributeValue> item) => Left.Holds(item) && Right.Holds(item);
    }

    /// <summary>One holds.</summary>
    public sealed class Or(Condition left, Condition right) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IReadOnlyDictionary<string, AttributeValue> item) => left.Holds(item) || right.Holds(item);
    }

    /// <summary>It does not hold.</summary>
    public sealed class Not(Condition inner) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IReadOnlyDictionary<string, AttributeValue> item) => !inner.Holds(item);
    }

    /// <summary>=, &lt;&gt;, &lt;, &lt;=, &gt;, &gt;=. Only &lt;&gt; holds against a missing value; order needs equal types.</summary>
    public sealed class Comparison(string comparator, Operand left, Operand right) : Condition
    {
        /// <summary>Which.</summary>
        public string Comparator { get; } = comparator;

        /// <summary>The left side.</summary>
        public Operand Left { get; } = left;

        /// <summary>The right side.</summary>
        public Operand Right { get; } = right;

        /// <inheritdoc/>
        public override bool Holds(IReadOnlyDictionary<string, AttributeValue> item)
        {
            var (a, b) = (Left.Read(item), Right.Read(item));
            if (Comparator is "=" or "<>")
                return (a is not null && b is not null && ValueOrder.Same(a, b)) == (Comparator == "=");
            if (!Comparable(a, b))
                return false;
            var order = ValueOrder.Compare(a!, b!);
            return Comparator switch
            {
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
        }
    }

    /// <summary>Between two bounds, both included.</summary>
    public sealed class Between(Operand value, Operand low, Operand high) : Condition
    {
        /// <summary>What is between.</summary>
        public Operand Value { get; } = value;

        /// <summary>The lower bound.</summary>
        public Operand Low { get; } = low;

        /// <summary>The upper bound.</summary>
        public Operand High { get; } = high;

        /// <inheritdoc/>
        public override bool Holds(IReadOnlyDictionary<string, AttributeValue> item)
        {
            var (value, low, high) = (Value.Read(item), Low.Read(item), High.Read(item));
            return Comparable(value, low) && Comparable(value, high)
                && ValueOrder.Compare(value!, low!) >= 0 && ValueOrder.Compare(value!, high!) <= 0;
        }
    }

    /// <summary>Equal to one of a list.</summary>
    public sealed class In(Operand value, IReadOnlyList<Operand> among) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IReadOnlyDictionary<string, AttributeValue> item)
        {
            var wanted = value.Read(item);
            return wanted is not null && among.Any(o => o.Read(item) is { } other && ValueOrder.Same(wanted, other));
        }
    }

    /// <summary>attribute_exists, or with <paramref name="wanted"/> false attribute_not_exists.</summary>
    public sealed class Exists(DocumentPath path, bool wanted) : Condition
    {
        /// <summary>True for attribute_exists.</summary>
        public bool Wanted { get; } = wanted;

        /// <inheritdoc/>
        public override bool Holds(IReadOnlyDictionary<string, AttributeValue> item) => path.Read(item) is not null == Wanted;
    }

    /// <summary>attribute_type.</summary>
    public sealed class HasType(DocumentPath path, string type) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IReadOnlyDictionary<string, AttributeValue> item) => path.Read(item)?.Type == type;
    }

    /// <summary>begins_with, on strings and binaries.</summary>
    public sealed class BeginsWith(Operand value, Operand prefix) : Condition
    {
        /// <summary>What begins.</summary>
        public Operand Value { get; } = value;

        /// <summary>With what.</summary>
        public Operand Prefix { get; } = prefix;

        /// <inheritdoc/>
        public override bool Holds(IReadOnlyDictionary<string, AttributeValue> item) => (Value.Read(item), Prefix.Read(item)) switch
        {
            (AttributeValue.S a, AttributeValue.S b) => a.Value.StartsWith(b.Value, StringComparison.Ordinal),
            (AttributeValue.B a, AttributeValue.B b) => a.Value.Span.StartsWith(b.Value.Span),
            _ => false,
        };
    }

    /// <summary>contains: a substring, a byte sequence, an element of a set or list.</summary>
    public sealed class Contains(Operand value, Operand part) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(IReadOnlyDictionary<string, AttributeValue> item) => (value.Read(item), part.Read(item)) switch
        {
            (_, null) => false,
            (AttributeValue.S a, AttributeValue.S b) => a.Value.Contains(b.Value, StringComparison.Ordinal),
            (AttributeValue.B a, AttributeValue.B b) => a.Value.Span.IndexOf(b.Value.Span) >= 0,
            (AttributeValue.Set a, { } b) => a.Elements.Any(e => ValueOrder.Same(e, b)),
            (AttributeValue.L a, { } b) => a.Value.Any(e => ValueOrder.Same(e, b)),
            _ => false,
        };
    }

    private static bool Comparable(AttributeValue? a, AttributeValue? b) =>
        a is not null && b is not null && ValueOrder.IsOrdered(a) && a.Type == b.Type;
}
