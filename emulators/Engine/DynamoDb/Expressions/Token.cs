namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>A word, placeholder, number or symbol of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it was written.</param>
/// <param name="At">Where it begins.</param>
public readonly record struct Token(TokenKind Kind, string Text, int At)
{
    /// <summary>Where it ends.</summary>
    public int End => At + Text.Length;
}
