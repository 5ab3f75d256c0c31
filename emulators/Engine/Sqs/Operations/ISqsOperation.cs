namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>An operation on queues.</summary>
/// <typeparam name="T">Its result.</typeparam>
public interface ISqsOperation<out T>
{
    /// <summary>The queue that it is about; null for all.</summary>
    string? Queue { get; }

    /// <summary>Carries it out. It throws before it changes anything, or not at all.</summary>
    /// <exception cref="SqsException">The request is wrong, or the state does not allow it.</exception>
    T Execute(SqsTurn turn);
}
