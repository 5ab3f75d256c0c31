namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>A fault holds the table: the operation was not carried out.</summary>
public sealed class TableFaultedException(string message) : Exception(message);
