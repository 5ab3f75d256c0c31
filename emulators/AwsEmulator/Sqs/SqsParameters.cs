using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using ActiveActive.AwsEmulator.Http;
using ActiveActive.Engine.Sqs;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>The parameters of a request. What is missing, of another type or not supported is an error in AWS's words.</summary>
public readonly struct SqsParameters(JsonElement json)
{
    /// <summary>The name of the queue: the last part of its URL. Without a URL AWS answers as for a queue that is not there.</summary>
    public string Queue
    {
        get
        {
            var url = Text("QueueUrl")?.TrimEnd('/') ?? throw SqsException.NoQueue();
            return url[(url.LastIndexOf('/') + 1)..];
        }
    }

    /// <summary>The name of a queue, for the actions that have no URL of it yet.</summary>
    public string QueueName => Text("QueueName") is { Length: > 0 } name
        ? name
        : throw new SqsException("InvalidParameterValue", "Value for parameter QueueName is invalid. Reason: Must specify a queue name.");

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

    /// <summary>A string, or null.</summary>
    public string? Text(string name) => Find(name) is { } value ? TextOf(value, name) : null;

    /// <summary>A string that must be there.</summary>
    public string NeedText(string name) => Text(name) ?? throw SqsException.Missing(name);

    /// <summary>A message's body; empty when it is absent, which SQS takes for the same.</summary>
    public MessageBody Body(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.String } value)
            return Text(name) ?? "";
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        return raw.Contains((byte)'\\') || !Utf8.IsValid(raw) ? TextOf(value, name) : new MessageBody(raw.ToArray());
    }

    /// <summary>A whole number, or null.</summary>
    public int? Integer(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt32(out var number) => number,
            JsonValueKind.String => throw Serialization("STRING_VALUE can not be converted to an Integer"),
            JsonValueKind.True => throw Serialization("TRUE_VALUE can not be converted to an Integer"),
            JsonValueKind.False => throw Serialization("FALSE_VALUE can not be converted to an Integer"),
            _ => throw Unexpected(value, $"{name} cannot be converted to Integer"),
        };
    }

    /// <summary>Bytes in Base64, or null.</summary>
    public ReadOnlyMemory<byte>? Bytes(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return Base64Text.TryRead(value, out var bytes)
            ? bytes
            : throw Serialization($"{name} is not valid Base64");
    }

    /// <summary>An array of strings; none when it is absent.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Elements(name).Select(e => TextOf(e, name))];

    /// <summary>How many elements an array has, whatever they are.</summary>
    public int Count(string name) => Elements(name).Count();

    /// <summary>An array of structures; none when it is absent.</summary>
    public IReadOnlyList<SqsParameters> Each(string name) => [.. Elements(name).Select(e => new SqsParameters(Structure(e, name)))];

    /// <summary>A map's entries as structures; none when it is absent.</summary>
    public IEnumerable<(string Name, SqsParameters Value)> Structures(string name) =>
        Entries(name).Select(e => (NameOf(e), new SqsParameters(Structure(e.Value, name))));

    /// <summary>A map of strings; empty when it is absent.</summary>
    public IReadOnlyDictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Entries(name))
        {
            if (entry.Value.ValueKind != JsonValueKind.Null)
                map[NameOf(entry)] = TextOf(entry.Value, name);
        }

        return map;
    }

    /// <summary>True when the parameter is there and asks for something, which an empty list or map does not.</summary>
    public bool Has(string name) => Find(name) is { } value && !IsEmpty(value);

    /// <summary>The error for a body that cannot be read.</summary>
    public static SqsException Serialization(string message) => new("SerializationException", message);

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private IEnumerable<JsonElement> Elements(string name)
    {
        if (Find(name) is not { } value)
            return [];
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Serialization($"{name} cannot be converted to List");
    }

    private IEnumerable<JsonProperty> Entries(string name) => Find(name) is { } value ? Structure(value, name).EnumerateObject() : [];

    // JSON may spell out half a surrogate pair, which no UTF-8 can carry.
    private static string TextOf(JsonElement value, string name)
    {
        // AWS reads a number or a truth value where it wants a text as what stands there.
        if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            return value.GetRawText();
        if (value.ValueKind != JsonValueKind.String)
            throw Unexpected(value, $"{name} cannot be converted to String");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new SqsException("InvalidMessageContents", $"{name} is not valid Unicode");
        }
    }

    private static SqsException Unexpected(JsonElement value, string otherwise) => Serialization(value.ValueKind switch
    {
        JsonValueKind.Object => "Start of structure or map found where not expected.",
        JsonValueKind.Array => "Start of list found where not expected",
        _ => otherwise,
    });

    private static string NameOf(JsonProperty entry)
    {
        try
        {
            return entry.Name;
        }
        catch (InvalidOperationException)
        {
            throw Serialization("A name is not valid Unicode");
        }
    }

    private static JsonElement Structure(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object ? value : throw Serialization($"{name} cannot be converted to a structure");
}
