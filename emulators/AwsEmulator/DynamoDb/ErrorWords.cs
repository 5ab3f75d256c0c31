namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>
/// AWS has two layers of validation, and which of them an operation runs decides the wording of what is wrong with its request.
/// As captured from AWS in October 2026.
/// </summary>
public enum ErrorWords
{
    /// <summary>Scan, BatchWriteItem, transactions, PartiQL and the control plane.</summary>
    Older,

    /// <summary>GetItem, BatchGetItem and Query: the newer words.</summary>
    Newer,

    /// <summary>PutItem, UpdateItem and DeleteItem: the newer words, each error counted as "1 validation error detected".</summary>
    Counted,
}
