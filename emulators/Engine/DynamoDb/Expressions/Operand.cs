using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>What a condition compares: a place in the item, a given value, or a size.</summary>
public abstract class Operand
{
    /// <summary>The value for <paramref name="item"/>, or null when the item has none there.</summary>
    public abstract AttributeValue? Read(IReadOnlyDictionary<string, AttributeValue> item);

    /// <summary>The type when it is known before any item is read.</summary>
    public virtual string? KnownType => null;

    /// <summary>A place in the item.</summary>
    public sealed class Place(DocumentPath path) : Operand
    {
        /// <summary>Where.</summary>
        public DocumentPath Path { get; } = path;

        /// <inheritdoc/>
        public override AttributeValue? Read(IReadOnlyDictionary<string, AttributeValue> item) => Path.Read(item);
    }

    /// <summary>A value that came with the request.</summary>
    public sealed class Literal(AttributeValue value) : Operand
    {
        /// <summary>Which.</summary>
        public AttributeValue Value { get; } = value;

        /// <inheritdoc/>
        public override string KnownType => Value.Type;

        /// <inheritdoc/>
        public override AttributeValue? Read(IReadOnlyDictionary<string, AttributeValue> item) => Value;
    }

    /// <summary>size(…): characters, bytes, or elements.</summary>
    public sealed class Size(Operand of) : Operand
    {
        /// <summary>Of what.</summary>
        public Operand Of { get; } = of;

        /// <inheritdoc/>
        public override string KnownType => "N";

        /// <inheritdoc/>
        public override AttributeValue? Read(IReadOnlyDictionary<string, AttributeValue> item)
        {
            int? size = Of.Read(item) switch
            {
                AttributeValue.S s => s.Value.EnumerateRunes().Count(),
                AttributeValue.B b => b.Value.Length,
                AttributeValue.L l => l.Value.Count,
                AttributeValue.M m => m.Value.Count,
                AttributeValue.Set set => set.Elements.Count,
                _ => null,
            };
            return size is null ? null : new AttributeValue.N(DynamoNumber.Create(false, (UInt128)size.Value, 0));
        }
    }
}
