namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>A token of a statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes.</param>
public readonly record struct StatementToken(StatementTokenKind Kind, string Text);
