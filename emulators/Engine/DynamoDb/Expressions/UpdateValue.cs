using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>The right side of a SET: always computed from the item as it was before the update.</summary>
public abstract class UpdateValue
{
    /// <summary>The value for the old item.</summary>
    /// <exception cref="DynamoException">The old item lacks what it needs, or has another type there.</exception>
    public abstract AttributeValue Evaluate(IReadOnlyDictionary<string, AttributeValue> old);

    /// <summary>Bytes that AWS charges for it: see <see cref="UpdateCharge"/>.</summary>
    public abstract int Charge { get; }

    /// <summary>What the old item has at a path.</summary>
    public sealed class Place(DocumentPath path) : UpdateValue
    {
        /// <inheritdoc/>
        public override AttributeValue Evaluate(IReadOnlyDictionary<string, AttributeValue> old) => path.Read(old)
            ?? throw DynamoException.Validation("The provided expression refers to an attribute that does not exist in the item");

        /// <inheritdoc/>
        public override int Charge => UpdateCharge.OfOperand(path);
    }

    /// <summary>A value that came with the request.</summary>
    public sealed class Literal(AttributeValue value) : UpdateValue
    {
        /// <inheritdoc/>
        public override AttributeValue Evaluate(IReadOnlyDictionary<string, AttributeValue> old) => value;

        /// <inheritdoc/>
        public override int Charge => ItemSize.Of(value);
    }

    /// <summary>if_not_exists(path, otherwise).</summary>
    public sealed class IfNotExists(DocumentPath path, UpdateValue otherwise) : UpdateValue
    {
        /// <inheritdoc/>
        public override AttributeValue Evaluate(IReadOnlyDictionary<string, AttributeValue> old) => path.Read(old) ?? otherwise.Evaluate(old);

        /// <inheritdoc/>
        public override int Charge => UpdateCharge.IfNotExists + UpdateCharge.OfOperand(path) + otherwise.Charge;
    }

    /// <summary>list_append(first, second).</summary>
    public sealed class ListAppend(UpdateValue first, UpdateValue second) : UpdateValue
    {
        /// <inheritdoc/>
        public override AttributeValue Evaluate(IReadOnlyDictionary<string, AttributeValue> old) =>
            (first.Evaluate(old), second.Evaluate(old)) is (AttributeValue.L a, AttributeValue.L b)
                ? new AttributeValue.L([.. a.Value, .. b.Value])
                : throw WrongType();

        /// <inheritdoc/>
        public override int Charge => UpdateCharge.ListAppend + first.Charge + second.Charge;
    }

    /// <summary>left + right, or with <paramref name="minus"/> left - right.</summary>
    public sealed class Sum(UpdateValue left, UpdateValue right, bool minus) : UpdateValue
    {
        /// <inheritdoc/>
        public override AttributeValue Evaluate(IReadOnlyDictionary<string, AttributeValue> old) =>
            (left.Evaluate(old), right.Evaluate(old)) is (AttributeValue.N a, AttributeValue.N b)
                ? new AttributeValue.N(minus ? a.Value - b.Value : a.Value + b.Value)
                : throw WrongType();

        /// <inheritdoc/>
        public override int Charge => (minus ? UpdateCharge.Minus : UpdateCharge.Plus) + left.Charge + right.Charge;
    }

    /// <summary>An operand cannot be used this way.</summary>
    internal static DynamoException WrongType() => DynamoException.Validation("An operand in the update expression has an incorrect data type");
}
