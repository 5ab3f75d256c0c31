namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>
/// A DynamoDB operation. <see cref="Prepare"/> does what needs no state (reading expressions, checking parameters) and may run
/// beside other operations; <see cref="Execute"/> then has the engine for itself and must be quick.
/// </summary>
public interface IOperation<out TResult>
{
    /// <summary>The tables that it is about, which a fault may hold.</summary>
    IReadOnlyCollection<string> Tables { get; }

    /// <summary>Checks and reads the parameters.</summary>
    /// <exception cref="DynamoException">They are wrong.</exception>
    void Prepare();

    /// <summary>Does it. When it throws, nothing has changed.</summary>
    /// <exception cref="DynamoException">The state does not allow it.</exception>
    TResult Execute(Turn turn);
}
