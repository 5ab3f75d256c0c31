using System.Text.Json;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>One SQS action on the wire: reads its parameters, runs it, writes the members of its answer.</summary>
public interface ISqsCall
{
    /// <summary>The action's name, as in X-Amz-Target.</summary>
    string Name { get; }

    /// <summary>Answers a request.</summary>
    /// <exception cref="Engine.Sqs.SqsException">The request is wrong, or the state does not allow it.</exception>
    Task Answer(SqsRequest request, Utf8JsonWriter answer);
}
