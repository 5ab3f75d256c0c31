namespace ActiveActive.Engine.DynamoDb;

/// <summary>An error that the caller of DynamoDB gets, with AWS's own code and words.</summary>
public sealed class DynamoException : Exception
{
    /// <summary>An error with a code as in the DynamoDB API reference.</summary>
    public DynamoException(string code, string message)
        : base(message) => Code = code;

    /// <summary>The code, without a namespace.</summary>
    public string Code { get; }

    /// <summary>The item that failed a condition, when the caller asked for it.</summary>
    public IReadOnlyDictionary<string, Values.AttributeValue>? Item { get; init; }

    /// <summary>
    /// The message in the words of AWS's newer validation layer, where they are others. Which layer an operation runs is its own
    /// business: see <c>ErrorWords</c> in the emulator.
    /// </summary>
    public string? Newer { get; init; }

    /// <summary>The request was well formed: a table or an item did not allow it.</summary>
    public bool OfState { get; set; }

    /// <summary>In a transaction it ends the whole request instead of being one part's reason to cancel.</summary>
    public bool EndsTransaction { get; init; }

    /// <summary>Why a transaction was cancelled, part by part.</summary>
    public IReadOnlyList<Operations.CancellationReason>? Reasons { get; init; }

    /// <summary>ValidationException.</summary>
    public static DynamoException Validation(string message) => new("ValidationException", message);

    /// <summary>ValidationException that AWS's two validation layers word differently.</summary>
    public static DynamoException Validation(string older, string newer) => new("ValidationException", older) { Newer = newer };

    /// <summary>ValidationException about one value of an item.</summary>
    public static DynamoException InvalidParameter(string message) =>
        Validation("One or more parameter values were invalid: " + message);

    /// <summary>An operation of the data plane named a table that is not there.</summary>
    public static DynamoException NoTable() => new("ResourceNotFoundException", "Requested resource not found");

    /// <summary>An operation of the control plane named a table that is not there.</summary>
    public static DynamoException NoTable(string table) =>
        new("ResourceNotFoundException", $"Requested resource not found: Table: {table} not found");

    /// <summary>The table is there already.</summary>
    public static DynamoException TableExists(string table) => new("ResourceInUseException", $"Table already exists: {table}");

    /// <summary>The condition did not hold.</summary>
    public static DynamoException ConditionFailed(IReadOnlyDictionary<string, Values.AttributeValue>? item) =>
        new("ConditionalCheckFailedException", "The conditional request failed") { Item = item };

    /// <summary>Something of DynamoDB that this engine does not do yet; says what.</summary>
    public static DynamoException NotThere(string what) =>
        Validation($"{what} is not there in this emulator yet");
}
