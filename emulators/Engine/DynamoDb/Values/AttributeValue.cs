namespace ActiveActive.Engine.DynamoDb.Values;

/// <summary>
/// A DynamoDB value: one of the ten attribute types, named as on the wire. Immutable, so that an item can be read outside the
/// table's lock and an update can share what it does not change. Collections handed in must not be changed afterwards.
/// </summary>
public abstract class AttributeValue
{
    private AttributeValue(string type, byte tag)
    {
        Type = type;
        Tag = tag;
    }

    /// <summary>The type as AWS names it: S, N, B, BOOL, NULL, M, L, SS, NS, BS.</summary>
    public string Type { get; }

    /// <summary>The type as the journal names it; never renumber.</summary>
    public byte Tag { get; }

    /// <summary>A string.</summary>
    public sealed class S(string value) : AttributeValue("S", 1)
    {
        /// <summary>The text.</summary>
        public string Value { get; } = value;
    }

    /// <summary>A number.</summary>
    public sealed class N(DynamoNumber value) : AttributeValue("N", 2)
    {
        /// <summary>The number, normalised.</summary>
        public DynamoNumber Value { get; } = value;
    }

    /// <summary>Bytes.</summary>
    public sealed class B(ReadOnlyMemory<byte> value) : AttributeValue("B", 3)
    {
        /// <summary>The bytes.</summary>
        public ReadOnlyMemory<byte> Value { get; } = value;
    }

    /// <summary>True or false.</summary>
    public sealed class Bool : AttributeValue
    {
        private Bool(bool value) : base("BOOL", 4) => Value = value;

        /// <summary>True.</summary>
        public static readonly Bool True = new(true);

        /// <summary>False.</summary>
        public static readonly Bool False = new(false);

        /// <summary>Which.</summary>
        public bool Value { get; }

        /// <summary>One of the two.</summary>
        public static Bool Of(bool value) => value ? True : False;
    }

    /// <summary>Null, a value like any other.</summary>
    public sealed class Null : AttributeValue
    {
        private Null() : base("NULL", 5)
        {
        }

        /// <summary>The only one.</summary>
        public static readonly Null Instance = new();
    }

    /// <summary>A map from names to values.</summary>
    public sealed class M(IReadOnlyDictionary<string, AttributeValue> value) : AttributeValue("M", 6)
    {
        /// <summary>The entries.</summary>
        public IReadOnlyDictionary<string, AttributeValue> Value { get; } = value;
    }

    /// <summary>A list.</summary>
    public sealed class L(IReadOnlyList<AttributeValue> value) : AttributeValue("L", 7)
    {
        /// <summary>The elements in order.</summary>
        public IReadOnlyList<AttributeValue> Value { get; } = value;
    }

    /// <summary>A set of strings, of numbers or of byte strings: not empty, no duplicates, in ascending order.</summary>
    public abstract class Set : AttributeValue
    {
        private protected Set(string type, byte tag, IReadOnlyList<AttributeValue> elements)
            : base(type, tag) => Elements = elements;

        /// <summary>The elements, all of one scalar type, ascending.</summary>
        public IReadOnlyList<AttributeValue> Elements { get; }

        /// <summary>A set of the same type with other elements, or null when there are none: empty sets do not exist.</summary>
        public Set? With(IEnumerable<AttributeValue> elements) => ValueSets.Create(Type, elements);
    }

    /// <summary>A set of strings.</summary>
    public sealed class SS : Set
    {
        internal SS(IReadOnlyList<AttributeValue> elements) : base("SS", 8, elements)
        {
        }
    }

    /// <summary>A set of numbers.</summary>
    public sealed class NS : Set
    {
        internal NS(IReadOnlyList<AttributeValue> elements) : base("NS", 9, elements)
        {
        }
    }

    /// <summary>A set of byte strings.</summary>
    public sealed class BS : Set
    {
        internal BS(IReadOnlyList<AttributeValue> elements) : base("BS", 10, elements)
        {
        }
    }
}
