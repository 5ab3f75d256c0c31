using System.Text.Json;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>DescribeLimits: the account's quotas, which nothing here enforces.</summary>
public sealed class DescribeLimitsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeLimits";

    /// <inheritdoc/>
    public Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        answer.WriteNumber("AccountMaxReadCapacityUnits", 80_000);
        answer.WriteNumber("AccountMaxWriteCapacityUnits", 80_000);
        answer.WriteNumber("TableMaxReadCapacityUnits", 40_000);
        answer.WriteNumber("TableMaxWriteCapacityUnits", 40_000);
        answer.WriteEndObject();
        return Task.CompletedTask;
    }
}
