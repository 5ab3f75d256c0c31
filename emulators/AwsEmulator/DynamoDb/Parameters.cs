using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveActive.Engine;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>The parameters of a request. What is missing, of another type or not supported is an error in AWS's words.</summary>
public readonly struct Parameters(JsonElement json)
{
    /// <summary>The parameter, unless it is absent or null.</summary>
    public JsonElement? Find(string name)
    {
        try
        {
            return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            // Some member's name spells out half a surrogate pair, and cannot be compared with any.
            throw Serialization("A member's name is no Unicode text");
        }
    }

    /// <summary>A parameter that must be there.</summary>
    public JsonElement Need(string name) => Find(name)
        ?? throw DynamoException.Validation($"1 validation error detected: Value null at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null");

    /// <summary>A hash of a parameter as it was sent, which a repetition of the request shares.</summary>
    public string Digest(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Raw(Need(name)))));

    /// <summary>A value as it was sent; its bytes may be no UTF-8.</summary>
    public static string Raw(JsonElement value)
    {
        try
        {
            return value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            throw Serialization("The request body is no Unicode text");
        }
    }

    /// <summary>A member of a structure that must be there; the path is named in the error.</summary>
    public void NeedAt(string name, string path)
    {
        if (Find(name) is null)
            throw DynamoException.Validation($"1 validation error detected: Value null at '{path}' failed to satisfy constraint: Member must not be null");
    }

    /// <summary>The name of the table, or the last part of its ARN.</summary>
    public string Table
    {
        get
        {
            var name = Text(Need("TableName"), "TableName");
            return name.StartsWith("arn:", StringComparison.Ordinal) ? name[(name.LastIndexOf('/') + 1)..] : name;
        }
    }

    /// <summary>A string, or null.</summary>
    public string? Text(string name) => Find(name) is { } value ? Text(value, name) : null;

    /// <summary>A whole number, or null.</summary>
    public int? Integer(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw Serialization($"{name} cannot be converted to Integer");
    }

    /// <summary>A time in seconds since 1970, with fractions, or null.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 250_000_000_000
            ? DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : throw Serialization($"{name} cannot be converted to Timestamp");
    }

    /// <summary>True or false; absent means <paramref name="otherwise"/>.</summary>
    public bool Flag(string name, bool otherwise = false) => Find(name)?.ValueKind switch
    {
        null => otherwise,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Serialization($"{name} cannot be converted to Boolean"),
    };

    /// <summary>An item or key, or null.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Item(string name) => Find(name) is { } value ? JsonItems.ReadItem(value) : null;

    /// <summary>An item or key that must be there.</summary>
    public IReadOnlyDictionary<string, AttributeValue> NeedItem(string name) => JsonItems.ReadItem(Need(name));

    /// <summary>The structure itself as an item or key.</summary>
    public IReadOnlyDictionary<string, AttributeValue> AsItem() => JsonItems.ReadItem(json);

    /// <summary>An array's elements; none when it is absent.</summary>
    public IEnumerable<Parameters> Each(string name)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            throw Serialization($"{name} cannot be converted to List");
        return value.EnumerateArray().Select(e => new Parameters(Object(e, name)));
    }

    /// <summary>An array's elements as they are; none when it is absent.</summary>
    public IEnumerable<JsonElement> Elements(string name)
    {
        if (Find(name) is not { } value)
            return [];
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Serialization("Expected list or null");
    }

    /// <summary>An object's entries; none when it is absent.</summary>
    public IEnumerable<(string Name, JsonElement Value)> Entries(string name) =>
        Find(name) is { } value ? Object(value, name).EnumerateObject().Select(e => (NameOf(e), e.Value)) : [];

    /// <summary>A structure, or null.</summary>
    public Parameters? Inner(string name) => Find(name) is { } value ? new Parameters(Object(value, name)) : null;

    /// <summary>ExpressionAttributeNames and ExpressionAttributeValues.</summary>
    public ExpressionInput Expressions()
    {
        Dictionary<string, string>? names = null;
        if (Find("ExpressionAttributeNames") is not null)
        {
            names = [];
            foreach (var (name, value) in Entries("ExpressionAttributeNames"))
                names[name] = Text(value, "ExpressionAttributeNames");
        }

        return names is null && Find("ExpressionAttributeValues") is null
            ? ExpressionInput.None
            : new ExpressionInput(names, ReadValues());
    }

    private Dictionary<string, AttributeValue>? ReadValues()
    {
        if (Find("ExpressionAttributeValues") is null)
            return null;
        var values = new Dictionary<string, AttributeValue>();
        foreach (var (name, value) in Entries("ExpressionAttributeValues"))
        {
            try
            {
                values[name] = JsonItems.ReadValue(value);
            }
            catch (DynamoException wrong) when (wrong.Code == "ValidationException")
            {
                throw DynamoException.Validation($"ExpressionAttributeValues contains invalid value: {wrong.Message} for key {name}", wrong.Newer ?? wrong.Message);
            }
        }

        return values;
    }

    /// <summary>Parameters that AWS has and this emulator not: to ignore one would be to answer something else than was asked.</summary>
    public void Refuse(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is not null)
                throw DynamoException.NotThere($"Parameter {name}");
        }
    }

    /// <summary>The error for a body that cannot be read.</summary>
    public static DynamoException Serialization(string message) => new("SerializationException", message);

    /// <summary>The text of a JSON string; one may spell out half a surrogate pair, which no UTF-8 can carry.</summary>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Serialization("The string is not valid Unicode");
        }
    }

    /// <summary>The name of an entry, with the same care.</summary>
    public static string NameOf(JsonProperty entry)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(entry);
        if (Ascii.IsValid(raw) && !raw.Contains((byte)'\\'))
            return SharedNames.Of(raw);
        try
        {
            return entry.Name;
        }
        catch (InvalidOperationException)
        {
            throw Serialization("The name is not valid Unicode");
        }
    }

    private static string Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String ? Text(value) : throw Serialization($"{name} cannot be converted to String");

    private static JsonElement Object(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object ? value : throw Serialization($"{name} cannot be converted to a structure");
}
