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

    private List<string>? _errors;

    /// <summary>What every write of one item has.</summary>
    public static Constraints OfWrite(Parameters parameters, string item) => new Constraints(parameters)
        .Capacity().TableName().Enum("ReturnItemCollectionMetrics", "SIZE", "NONE")
        .Enum("ReturnValues", "ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW").NotNull(item)
        .Enum("ReturnValuesOnConditionCheckFailure", "ALL_OLD", "NONE").Enum("ConditionalOperator", "OR", "AND").Conditions("Expected", needed: false);

    /// <summary>ReturnConsumedCapacity.</summary>
    public Constraints Capacity() => Enum("ReturnConsumedCapacity", "INDEXES", "TOTAL", "NONE");

    /// <summary>TableName: there, and with a name's length and characters (or an ARN).</summary>
    public Constraints TableName()
    {
        if (NotNull("TableName")._errors is null || parameters.Find("TableName") is not null)
            Name("TableName");
        return this;
    }

    /// <summary>A name of a table or index.</summary>
    public Constraints Name(string name)
    {
        if (parameters.Text(name) is not { } text || text.StartsWith("arn:", StringComparison.Ordinal))
            return this;
        if (text.Length == 0 || text.AsSpan().ContainsAnyExcept(NameCharacters))
            Add(text, name, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        if (text.Length < 3)
            Add(text, name, "Member must have length greater than or equal to 3");
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

    /// <summary>If it is there it is a number from <paramref name="least"/> up to <paramref name="most"/>.</summary>
    public Constraints Range(string name, int least, int most = int.MaxValue)
    {
        if (parameters.Integer(name) is not { } number)
            return this;
        if (number < least)
            Add($"{number}", name, $"Member must have value greater than or equal to {least}");
        if (number > most)
            Add($"{number}", name, $"Member must have value less than or equal to {most}");
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
            Add(Shown(value), name, $"Member must have length greater than or equal to {least}");
        if (length > most)
            Add(Shown(value), name, $"Member must have length less than or equal to {most}");
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
            throw Error(_errors.Take(MostErrors).ToList());
        return parameters;
    }

    /// <summary>Notes a constraint that was found to be broken.</summary>
    public void Add(string? value, string path, string constraint) =>
        (_errors ??= []).Add($"Value {(value is null ? "null" : $"'{value}'")} at '{prefix}{Lower(path)}' failed to satisfy constraint: {constraint}");

    /// <summary>The error for broken constraints.</summary>
    public static DynamoException Error(IReadOnlyCollection<string> errors) =>
        DynamoException.Validation($"{errors.Count} validation error{(errors.Count == 1 ? "" : "s")} detected: {string.Join("; ", errors)}");

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Shown))}]",
        JsonValueKind.String => Parameters.Text(value),
        _ => Parameters.Raw(value),
    };
}
