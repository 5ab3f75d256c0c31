using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>One action of an update expression, on one path.</summary>
public abstract class UpdateAction(DocumentPath path)
{
    /// <summary>Where.</summary>
    public DocumentPath Path { get; } = path;

    /// <summary>SET path = value.</summary>
    public sealed class Set(DocumentPath path, UpdateValue value) : UpdateAction(path)
    {
        /// <summary>What.</summary>
        public UpdateValue Value { get; } = value;
    }

    /// <summary>REMOVE path.</summary>
    public sealed class Remove(DocumentPath path) : UpdateAction(path);

    /// <summary>ADD path value: a number to a number, or elements to a set.</summary>
    public sealed class Add(DocumentPath path, AttributeValue value) : UpdateAction(path)
    {
        /// <summary>What; N or a set.</summary>
        public AttributeValue Value { get; } = value;
    }

    /// <summary>DELETE path value: elements from a set.</summary>
    public sealed class Delete(DocumentPath path, AttributeValue.Set value) : UpdateAction(path)
    {
        /// <summary>What.</summary>
        public AttributeValue.Set Value { get; } = value;
    }
}
