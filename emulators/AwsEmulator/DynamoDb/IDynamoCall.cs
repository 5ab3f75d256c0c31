using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>One DynamoDB operation on the wire: reads its parameters, runs it, writes its answer.</summary>
public interface IDynamoCall
{
    /// <summary>The operation's name, as in X-Amz-Target.</summary>
    string Name { get; }

    /// <summary>The validation layer whose words its errors have.</summary>
    ErrorWords Words => ErrorWords.Older;

    /// <summary>Answers a request.</summary>
    /// <exception cref="Engine.DynamoDb.DynamoException">The request is wrong, or the state does not allow it.</exception>
    Task Answer(DynamoRequest request, Utf8JsonWriter answer);
}
