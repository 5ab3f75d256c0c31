using System.Globalization;
using System.Text;
using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>What is told of an export or an import, as the engine keeps it: texts, numbers, and JSON as the caller sent it.</summary>
internal sealed class Description
{
    private readonly Dictionary<string, AttributeValue> _members = [];

    /// <summary>The members so far.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Members => _members;

    /// <summary>A text, unless it is null.</summary>
    public Description Text(string name, string? value)
    {
        if (value is not null)
            _members[name] = new AttributeValue.S(value);
        return this;
    }

    /// <summary>A number.</summary>
    public Description Number(string name, double value)
    {
        _members[name] = new AttributeValue.N(DynamoNumber.Parse(value.ToString("0.###", CultureInfo.InvariantCulture)));
        return this;
    }

    /// <summary>A time.</summary>
    public Description Time(string name, DateTimeOffset value) => Number(name, JsonTables.Seconds(value));

    /// <summary>A structure as it was sent, unless it is null.</summary>
    public Description Json(string name, JsonElement? value)
    {
        if (value is { } json)
            _members[name] = new AttributeValue.B(Encoding.UTF8.GetBytes(Parameters.Raw(json)));
        return this;
    }

    /// <summary>Writes the members, or only some.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, AttributeValue> members, params ReadOnlySpan<string> only)
    {
        foreach (var (name, value) in members)
        {
            if (only.Length > 0 && !only.Contains(name))
                continue;
            json.WritePropertyName(name);
            switch (value)
            {
                case AttributeValue.N number:
                    json.WriteRawValue(number.Value.ToString());
                    break;
                case AttributeValue.B raw:
                    json.WriteRawValue(raw.Value.Span);
                    break;
                default:
                    json.WriteStringValue(((AttributeValue.S)value).Value);
                    break;
            }
        }
    }
}
