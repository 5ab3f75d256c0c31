using System.Buffers;
using System.Text.Json;
using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>
/// The constraints that AWS puts on a request's structure before it looks at what the request means. All that are broken, up to
/// ten, are told in one error.
/// </summary>
/// <param name="parameters">The structure.</param>
/// <param name="prefix">Where in the request it is, with a point behind.</param>
internal sealed class Constraints(Parameters parameters, string prefix = "")
{
    private const int MostErrors = 10;
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private List<BrokenConstraint>? _errors;

    /// <summary>ReturnConsumedCapacity.</summary>
    public Constraints Capacity() => Enum("ReturnConsumedCapacity", "INDEXES", "TOTAL", "NONE");

    /// <summary>TableName: there, and with a name's length and characters (or an ARN). The newer layer tells an empty one alone.</summary>
    public Constraints TableName()
    {
        if (parameters.Text("TableName") is "")
            AddGeneric("", "TableName", "Member must have length greater than or equal to 1", alone: true);
        else
            NotNull("TableName").Name("TableName", least: 1);
        return this;
    }

    /// <summary>A name of a table or index.</summary>
    public Constraints Name(string name, int least = 3)
    {
        if (parameters.Text(name) is not { } text || text.StartsWith("arn:", StringComparison.Ordinal))
            return this;
        if (text.Length == 0 || text.AsSpan().ContainsAnyExcept(NameCharacters))
            Add(text, name, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        if (text.Length < least)
            Add(text, name, $"Member must have length greater than or equal to {least}");
        if (text.Length > 255)
            Add(text, name, "Member must have length less than or equal to 255");
        return this;
    }

    /// <summary>It must be there.</summary>
    public Constraints NotNull(string name)
    {
        if (parameters.Find(name) is null)
            Add(null, name, "Member must not be null");
        return this;
    }

    /// <summary>If it is there it is one of these.</summary>
    public Constraints Enum(string name, params ReadOnlySpan<string> allowed)
    {
        if (parameters.Text(name) is { } text && !allowed.Contains(text))
            Add(text, name, $"Member must satisfy enum value set: [{string.Join(", ", allowed!)}]");
        return this;
    }

    /// <summary>The same where the newer layer has words of its own: a list of values that is not the older one's, and no name.</summary>
    public Constraints EnumNewer(string name, string newer, bool alone, params ReadOnlySpan<string> allowed)
    {
        if (parameters.Text(name) is { } text && !allowed.Contains(text))
            Add(new BrokenConstraint(Older(text, name, $"Member must satisfy enum value set: [{string.Join(", ", allowed!)}]"), $"Failed to satisfy constraint: Member must satisfy enum value set: [{newer}]", alone));
        return this;
    }

    /// <summary>ConditionalOperator. The newer layer looks at it before it looks at anything else.</summary>
    public Constraints ConditionalOperator() => EnumNewer("ConditionalOperator", "ALL, OR", alone: true, "OR", "AND");

    /// <summary>If it is there it is a number from <paramref name="least"/> up to <paramref name="most"/>.</summary>
    public Constraints Range(string name, int least, int most = int.MaxValue)
    {
        if (parameters.Integer(name) is not { } number)
            return this;
        if (number < least)
            AddGeneric($"{number}", name, $"Member must have value greater than or equal to {least}");
        if (number > most)
            AddGeneric($"{number}", name, $"Member must have value less than or equal to {most}");
        return this;
    }

    /// <summary>If it is there it has from <paramref name="least"/> to <paramref name="most"/> elements or entries.</summary>
    public Constraints Length(string name, int least, int most = int.MaxValue)
    {
        if (parameters.Find(name) is not { } value)
            return this;
        var length = value.ValueKind switch
        {
            JsonValueKind.Array => value.GetArrayLength(),
            JsonValueKind.Object => value.EnumerateObject().Count(),
            JsonValueKind.String => Parameters.Text(value).Length,
            _ => least,
        };
        if (length < least)
            AddGeneric(JavaText.Of(name, value), name, $"Member must have length greater than or equal to {least}");
        if (length > most)
            AddGeneric(JavaText.Of(name, value), name, $"Member must have length less than or equal to {most}");
        return this;
    }

    /// <summary>Conditions of the form older than expressions have a comparison, which is one of AWS's.</summary>
    public Constraints Conditions(string name, bool needed = true)
    {
        if (parameters.Find(name) is null)
            return this;
        foreach (var (attribute, value) in parameters.Entries(name))
        {
            var structure = new Parameters(value.ValueKind == JsonValueKind.Object ? value : throw Parameters.Serialization("Expected null"));
            var inner = new Constraints(structure, $"{prefix}{Lower(name)}.{attribute}.member.");
            if (needed)
                inner.NotNull("ComparisonOperator");
            inner.Enum("ComparisonOperator", "IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS");
            if (inner._errors is not null)
                (_errors ??= []).AddRange(inner._errors);
        }

        return this;
    }

    /// <summary>Tells what is broken.</summary>
    /// <exception cref="DynamoException">Something is.</exception>
    public Parameters Check()
    {
        if (_errors is not null)
            throw BrokenConstraint.Error(_errors.Take(MostErrors).ToList());
        return parameters;
    }

    /// <summary>The same where the newer layer is not asked.</summary>
    /// <exception cref="DynamoException">Something is.</exception>
    public Parameters CheckOlder()
    {
        if (_errors is not null)
            throw BrokenConstraint.Error([.. _errors.Take(MostErrors).Select(e => new BrokenConstraint(e.Older, e.Older, Alone: false))]);
        return parameters;
    }

    /// <summary>Takes over what another part of the request has broken.</summary>
    public Constraints And(Constraints other)
    {
        if (other._errors is not null)
            (_errors ??= []).AddRange(other._errors);
        return this;
    }

    /// <summary>Notes a constraint that was found to be broken.</summary>
    public void Add(string? value, string path, string constraint)
    {
        var words = Older(value, path, constraint);
        Add(new BrokenConstraint(words, words, Alone: false));
    }

    /// <summary>Notes one of which the newer layer tells the place without the value.</summary>
    public void AddGeneric(string value, string path, string constraint, bool alone = false) => Add(new BrokenConstraint(
        Older(value, path, constraint), $"Value at '{Upper(prefix)}{path}' failed to satisfy constraint: {constraint}", alone));

    private void Add(BrokenConstraint broken) => (_errors ??= []).Add(broken);

    private string Older(string? value, string path, string constraint) =>
        $"Value {(value is null ? "null" : $"'{value}'")} at '{prefix}{Lower(path)}' failed to satisfy constraint: {constraint}";

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Upper(string path) => path.Length == 0 ? path : char.ToUpperInvariant(path[0]) + path[1..];
}
