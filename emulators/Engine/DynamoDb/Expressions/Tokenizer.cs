namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>Cuts an expression into tokens. The last one is always <see cref="TokenKind.End"/>.</summary>
public static class Tokenizer
{
    /// <summary>All tokens of <paramref name="text"/>. What cannot be a token is one of kind Unknown, for the parser to report.</summary>
    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, at);
            tokens.Add(token);
            at = token.End;
        }

        tokens.Add(new Token(TokenKind.End, "<EOF>", text.Length));
        return tokens;
    }

    private static Token Next(string text, int at)
    {
        var c = text[at];
        if (char.IsAsciiLetter(c) || c == '_')
            return Take(TokenKind.Word, text, at, WordEnd(text, at));
        if (char.IsAsciiDigit(c))
            return Take(TokenKind.Number, text, at, NumberEnd(text, at));
        if (c is '#' or ':')
        {
            var end = WordEnd(text, at + 1);
            var kind = end == at + 1 ? TokenKind.Unknown : c == '#' ? TokenKind.Name : TokenKind.Value;
            return Take(kind, text, at, end);
        }

        if (c is '<' or '>' && at + 1 < text.Length && (text[at + 1] == '=' || (c == '<' && text[at + 1] == '>')))
            return Take(TokenKind.Symbol, text, at, at + 2);
        return Take("=<>()[],.+-".Contains(c) ? TokenKind.Symbol : TokenKind.Unknown, text, at, at + 1);
    }

    private static Token Take(TokenKind kind, string text, int at, int end) => new(kind, text[at..end], at);

    private static int WordEnd(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        return at;
    }

    private static int NumberEnd(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }
}
