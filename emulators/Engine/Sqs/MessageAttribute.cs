namespace ActiveActive.Engine.Sqs;

/// <summary>A message attribute: text for String and Number, bytes for Binary, each with an optional label behind a dot.</summary>
/// <param name="DataType">String, Number or Binary, or one of them with a label.</param>
/// <param name="Text">The value, unless it is binary.</param>
/// <param name="Bytes">The value, if it is binary.</param>
public sealed record MessageAttribute(string DataType, string? Text, ReadOnlyMemory<byte>? Bytes);
