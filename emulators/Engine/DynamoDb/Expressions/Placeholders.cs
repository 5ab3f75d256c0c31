using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>
/// ExpressionAttributeNames and ExpressionAttributeValues of one request. All its expressions share them, and in the end every
/// one must have been used.
/// </summary>
public sealed class Placeholders(
    IReadOnlyDictionary<string, string>? names = null,
    IReadOnlyDictionary<string, AttributeValue>? values = null)
{
    private const string NoExpressions = "ExpressionAttributeValues can only be specified when using expressions";
    private readonly HashSet<string> _used = [];

    /// <summary>The attribute's name behind #name, or null.</summary>
    public string? Name(string placeholder)
    {
        _used.Add(placeholder);
        return names?.GetValueOrDefault(placeholder);
    }

    /// <summary>The value behind :value, or null.</summary>
    public AttributeValue? Value(string placeholder)
    {
        _used.Add(placeholder);
        return values?.GetValueOrDefault(placeholder);
    }

    /// <summary>Checks the form of the placeholders, and that there are expressions to use them.</summary>
    /// <exception cref="DynamoException">A name or value cannot be meant.</exception>
    public void CheckForm(bool anyExpression, bool anyWithValues, string expressions)
    {
        if (names is not null && !anyExpression)
            throw DynamoException.Validation("ExpressionAttributeNames can only be specified when using expressions");
        if (values is not null && !anyWithValues)
            throw DynamoException.Validation($"{NoExpressions}: {expressions}", NoExpressions);
        if (names is not null)
            CheckKeys("ExpressionAttributeNames", '#', names.Keys, names.Count);
        if (values is not null)
            CheckKeys("ExpressionAttributeValues", ':', values.Keys, values.Count);
    }

    /// <summary>Every placeholder must have been used.</summary>
    /// <exception cref="DynamoException">Some were not; names them.</exception>
    public void CheckUse()
    {
        CheckUse("ExpressionAttributeNames", names?.Keys);
        CheckUse("ExpressionAttributeValues", values?.Keys);
    }

    private static void CheckKeys(string parameter, char sign, IEnumerable<string> keys, int count)
    {
        if (count == 0)
            throw DynamoException.Validation($"{parameter} must not be empty");
        foreach (var key in keys)
        {
            if (key.Length < 2 || key[0] != sign || key.AsSpan(1).ContainsAnyExcept(NameCharacters))
                throw DynamoException.Validation($"{parameter} contains invalid key: Syntax error; key: \"{key}\"");
        }
    }

    private void CheckUse(string parameter, IEnumerable<string>? keys)
    {
        var unused = keys?.Where(k => !_used.Contains(k)).Order(StringComparer.Ordinal).ToList();
        if (unused is { Count: > 0 })
            throw DynamoException.Validation($"Value provided in {parameter} unused in expressions: keys: {{{string.Join(", ", unused)}}}");
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}
