namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>The kinds of a statement's tokens.</summary>
public enum StatementTokenKind
{
    /// <summary>After the last token.</summary>
    End,

    /// <summary>A keyword, function or plain name.</summary>
    Word,

    /// <summary>A name in double quotes.</summary>
    Quoted,

    /// <summary>Text in single quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator or punctuation.</summary>
    Symbol,
}
