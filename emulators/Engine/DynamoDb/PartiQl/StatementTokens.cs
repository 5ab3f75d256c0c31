using System.Text;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>Cuts a PartiQL statement into tokens. Comments (-- to the line's end, and /* */) are left out.</summary>
public sealed class StatementTokens
{
    private static readonly string[] Operators = ["<>", "<=", ">=", "!=", "||", "=", "<", ">", "*", "+", "-", "/", "%", "@"];
    private static readonly string[] Symbols = ["<<", ">>", "(", ")", "[", "]", "{", "}", ",", ".", ":", "?", ";"];

    private readonly string _text;
    private readonly List<StatementToken> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _lineBegan;

    private StatementTokens(string text) => _text = text;

    /// <summary>All tokens; the last one is the end.</summary>
    /// <exception cref="DynamoException">Something is no token.</exception>
    public static List<StatementToken> Read(string text)
    {
        var reader = new StatementTokens(text);
        while (reader.SkipBlanks())
            reader.ReadOne();
        reader.Add(StatementTokenKind.End, "", reader._at);
        return reader._tokens;
    }

    /// <summary>The error for a statement that cannot be read.</summary>
    internal static DynamoException Malformed(string why = "") => DynamoException.Validation($"Statement wasn't well formed, can't be processed: {why}");

    private char Ahead(int by = 0) => _at + by < _text.Length ? _text[_at + by] : '\0';

    /// <summary>Goes on to the next token; false at the end.</summary>
    private bool SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (_text[_at] == '\n')
            {
                _line++;
                _lineBegan = ++_at;
            }
            else if (char.IsWhiteSpace(_text[_at]))
                _at++;
            else if (Ahead() == '-' && Ahead(1) == '-')
            {
                while (_at < _text.Length && _text[_at] != '\n')
                    _at++;
            }
            else if (Ahead() == '/' && Ahead(1) == '*')
                SkipComment();
            else
                return true;
        }

        return false;
    }

    private void SkipComment()
    {
        var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
            throw Malformed();
        for (; _at < end + 2; _at++)
        {
            if (_text[_at] == '\n')
                (_line, _lineBegan) = (_line + 1, _at + 1);
        }
    }

    private void ReadOne()
    {
        var (from, c) = (_at, _text[_at]);
        if (c is '\'' or '"')
            Add(c == '"' ? StatementTokenKind.Quoted : StatementTokenKind.Text, ReadQuoted(c), from);
        else if (char.IsAsciiLetter(c) || c is '_' or '$')
            AddWord(from);
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Ahead(1))))
            Add(StatementTokenKind.Number, ReadNumber(), from);
        // A bag's brackets before the operators that begin like them.
        else if (!Take(Symbols, StatementTokenKind.Symbol) && !Take(Operators, StatementTokenKind.Operator))
            throw Malformed();
    }

    private void AddWord(int from)
    {
        while (char.IsAsciiLetterOrDigit(Ahead()) || Ahead() is '_' or '$')
            _at++;
        var word = _text[from.._at];
        var lower = word.ToLowerInvariant();
        if (StatementWords.Operators.Contains(lower))
            Add(StatementTokenKind.Operator, lower, from);
        else if (StatementWords.Keywords.Contains(lower))
            Add(StatementTokenKind.Keyword, lower, from);
        else
            Add(StatementTokenKind.Name, word, from);
    }

    private bool Take(string[] among, StatementTokenKind kind)
    {
        var from = _at;
        if (Array.Find(among, s => string.CompareOrdinal(_text, from, s, 0, s.Length) == 0) is not { } found)
            return false;
        _at += found.Length;
        Add(kind, found, from);
        return true;
    }

    /// <summary>A number whose exponent and scale fit 32 bits, as the language's decimals need it.</summary>
    private string ReadNumber()
    {
        var from = _at;
        while (char.IsAsciiDigit(Ahead()))
            _at++;
        var decimals = 0;
        if (Ahead() == '.')
        {
            for (_at++; char.IsAsciiDigit(Ahead()); _at++)
                decimals++;
        }

        if (Ahead() is not ('e' or 'E'))
            return _text[from.._at];
        var exponentAt = ++_at;
        if (Ahead() is '+' or '-')
            _at++;
        while (char.IsAsciiDigit(Ahead()))
            _at++;
        if (!int.TryParse(_text.AsSpan(exponentAt, _at - exponentAt), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var exponent)
            || (long)decimals - exponent is > int.MaxValue or < int.MinValue)
            throw Malformed();
        return _text[from.._at];
    }

    /// <summary>Text between quotes; two quotes stand for one.</summary>
    private string ReadQuoted(char quote)
    {
        var inside = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] != quote)
                inside.Append(_text[_at]);
            else if (Ahead(1) != quote)
            {
                _at++;
                return inside.ToString();
            }
            else
            {
                inside.Append(quote);
                _at++;
            }
        }

        throw Malformed();
    }

    private void Add(StatementTokenKind kind, string text, int from) => _tokens.Add(new StatementToken(kind, text, _line, from - _lineBegan + 1, _at - from));
}
