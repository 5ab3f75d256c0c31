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

    /// <summary>A message's body, which must be there.</summary>
    public MessageBody NeedBody(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.String } value)
            return NeedText(name);
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        return raw.Contains((byte)'\\') || !Utf8.IsValid(raw) ? TextOf(value, name) : new MessageBody(raw.ToArray());
    }

    /// <summary>A whole number, or null.</summary>
    public int? Integer(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw Serialization($"{name} cannot be converted to Integer");
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
            map[NameOf(entry)] = TextOf(entry.Value, name);
        return map;
    }

    /// <summary>Parameters that AWS has and this emulator not: to ignore one would be to do something else than was asked.</summary>
    public void Refuse(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { } value && !IsEmpty(value))
                throw SqsException.NotThere($"Parameter {name}");
        }
    }

    /// <summary>The error for a body that cannot be read.</summary>
    public static SqsException Serialization(string message) => new("SerializationException", message);

    // An empty list or map asks for nothing.
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
        if (value.ValueKind != JsonValueKind.String)
            throw Serialization($"{name} cannot be converted to String");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new SqsException("InvalidMessageContents", $"{name} is not valid Unicode");
        }
    }

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
