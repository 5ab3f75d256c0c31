using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Why one part of a transaction stood in its way, or None.</summary>
/// <param name="Code">None, ConditionalCheckFailed, ValidationError, …</param>
/// <param name="Message">In words; null for None.</param>
/// <param name="Item">The item that failed a condition, when it was asked for.</param>
public sealed record CancellationReason(string Code, string? Message = null, IReadOnlyDictionary<string, AttributeValue>? Item = null)
{
    /// <summary>Nothing stood in the way.</summary>
    public static readonly CancellationReason None = new("None");

    /// <summary>What an error of one part means for the whole.</summary>
    public static CancellationReason Of(DynamoException error) => error.Code switch
    {
        "ConditionalCheckFailedException" => new("ConditionalCheckFailed", error.Message, error.Item),
        "DuplicateItemException" => new("DuplicateItem", error.Message),
        "ValidationException" when !error.EndsTransaction => new("ValidationError", error.Message),
        _ => throw error,
    };

    /// <summary>The error that cancels the whole.</summary>
    public static DynamoException Cancel(IReadOnlyList<CancellationReason> reasons) => new(
        "TransactionCanceledException",
        $"Transaction cancelled, please refer cancellation reasons for specific reasons [{string.Join(", ", reasons.Select(r => r.Code))}]")
    {
        Reasons = reasons,
    };
}
