namespace ActiveActive.Engine.DynamoDb;

/// <summary>DynamoDB's quotas, from "Quotas in Amazon DynamoDB" in its developer guide.</summary>
public static class DynamoLimits
{
    /// <summary>Bytes of an item, names included.</summary>
    public const int ItemBytes = 400 * 1024;

    /// <summary>Bytes of a hash key.</summary>
    public const int HashKeyBytes = 2048;

    /// <summary>Bytes of a range key.</summary>
    public const int RangeKeyBytes = 1024;

    /// <summary>Bytes of items that one page of Query or Scan reads.</summary>
    public const int PageBytes = 1024 * 1024;

    /// <summary>Bytes of items that one BatchGetItem answers.</summary>
    public const int BatchGetBytes = 16 * 1024 * 1024;

    /// <summary>Keys of a BatchGetItem.</summary>
    public const int BatchGetItems = 100;

    /// <summary>Puts and deletes of a BatchWriteItem.</summary>
    public const int BatchWriteItems = 25;

    /// <summary>Parts of a transaction.</summary>
    public const int TransactionItems = 100;

    /// <summary>Bytes of a transaction's items.</summary>
    public const int TransactionBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of an expression.</summary>
    public const int ExpressionBytes = 4096;

    /// <summary>Operators and functions of an expression.</summary>
    public const int ExpressionOperators = 300;

    /// <summary>Operands of IN.</summary>
    public const int InOperands = 100;

    /// <summary>Levels that documents and paths nest.</summary>
    public const int Nesting = 32;

    /// <summary>Segments of a parallel scan.</summary>
    public const int ScanSegments = 1_000_000;

    /// <summary>Tables that one ListTables answers.</summary>
    public const int ListTables = 100;
}
