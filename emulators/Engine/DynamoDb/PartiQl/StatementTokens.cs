using System.Text;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>Cuts a PartiQL statement into tokens.</summary>
public static class StatementTokens
{
    private static readonly string[] Symbols = ["<<", ">>", "<>", "<=", ">=", "!=", "=", "<", ">", "(", ")", "[", "]", "{", "}", ",", ".", ":", "?", "*", "+", "-"];

    /// <summary>All tokens; the last one is the end.</summary>
    /// <exception cref="DynamoException">Something is no token.</exception>
    public static List<StatementToken> Read(string text)
    {
        var tokens = new List<StatementToken>();
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c) || (c == ';' && text.AsSpan(at + 1).IsWhiteSpace()))
                at++;
            else if (c is '\'' or '"')
                tokens.Add(new StatementToken(c == '"' ? StatementTokenKind.Quoted : StatementTokenKind.Text, ReadQuoted(text, ref at)));
            else if (char.IsAsciiLetter(c) || c is '_' or '$' or '@')
                tokens.Add(new StatementToken(StatementTokenKind.Word, ReadWhile(text, ref at, static n => char.IsAsciiLetterOrDigit(n) || n is '_' or '$' or '@')));
            else if (char.IsAsciiDigit(c))
                tokens.Add(new StatementToken(StatementTokenKind.Number, ReadNumber(text, ref at)));
            else if (Symbols.FirstOrDefault(s => string.CompareOrdinal(text, at, s, 0, s.Length) == 0) is { } symbol)
            {
                tokens.Add(new StatementToken(StatementTokenKind.Symbol, symbol));
                at += symbol.Length;
            }
            else
                throw DynamoException.Validation($"Statement wasn't well formed, can't be processed: Unexpected character: {c}");
        }

        tokens.Add(new StatementToken(StatementTokenKind.End, ""));
        return tokens;
    }

    private static string ReadWhile(string text, ref int at, Func<char, bool> goesOn)
    {
        var from = at;
        while (at < text.Length && goesOn(text[at]))
            at++;
        return text[from..at];
    }

    private static string ReadNumber(string text, ref int at)
    {
        var from = at;
        ReadWhile(text, ref at, static c => char.IsAsciiDigit(c) || c == '.');
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
                at++;
            ReadWhile(text, ref at, char.IsAsciiDigit);
        }

        return text[from..at];
    }

    /// <summary>Text between quotes; two quotes stand for one.</summary>
    private static string ReadQuoted(string text, ref int at)
    {
        var quote = text[at++];
        var inside = new StringBuilder();
        while (at < text.Length)
        {
            if (text[at] != quote)
                inside.Append(text[at++]);
            else if (at + 1 < text.Length && text[at + 1] == quote)
            {
                inside.Append(quote);
                at += 2;
            }
            else
            {
                at++;
                return inside.ToString();
            }
        }

        throw DynamoException.Validation("Statement wasn't well formed, can't be processed: Unterminated quotation");
    }
}
