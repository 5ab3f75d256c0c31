namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>The kinds of a statement's tokens.</summary>
public enum StatementTokenKind
{
    /// <summary>After the last token.</summary>
    End,

    /// <summary>A word that the language keeps for itself.</summary>
    Keyword,

    /// <summary>A plain name.</summary>
    Name,

    /// <summary>A name in double quotes.</summary>
    Quoted,

    /// <summary>Text in single quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator; some are words, such as IS and LIKE.</summary>
    Operator,

    /// <summary>Punctuation.</summary>
    Symbol,
}
