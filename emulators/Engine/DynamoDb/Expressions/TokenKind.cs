namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>The kinds of tokens.</summary>
public enum TokenKind
{
    /// <summary>After the last token.</summary>
    End,

    /// <summary>A keyword, function or attribute name.</summary>
    Word,

    /// <summary>#name</summary>
    Name,

    /// <summary>:value</summary>
    Value,

    /// <summary>Digits of a list index.</summary>
    Number,

    /// <summary>An operator or punctuation.</summary>
    Symbol,

    /// <summary>A character that no expression has.</summary>
    Unknown,
}
