namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>A token of a statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes; a keyword in lower case.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its first character in the line, from 1.</param>
/// <param name="Length">How many characters it has in the statement.</param>
public readonly record struct StatementToken(StatementTokenKind Kind, string Text, int Line, int Column, int Length)
{
    /// <summary>Where it stands, as messages name it.</summary>
    public string Place => $"{Line}:{Column}:{Length}";

    /// <summary>True for this keyword or operator.</summary>
    public bool Is(string text) => Kind is StatementTokenKind.Keyword or StatementTokenKind.Operator or StatementTokenKind.Symbol && Text == text;

    /// <summary>True for a name, plain or quoted.</summary>
    public bool IsName => Kind is StatementTokenKind.Name or StatementTokenKind.Quoted;
}
