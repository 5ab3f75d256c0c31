using System.Text.Json;
using ActiveActive.AwsEmulator.Http;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>Items and values as JSON: each value an object with its type as the only name.</summary>
public static class JsonItems
{
    private const string EmptyName = "Empty attribute name";
    private const string TooDeep = "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";

    /// <summary>Reads an item or key.</summary>
    /// <exception cref="DynamoException">It is none.</exception>
    public static IReadOnlyDictionary<string, AttributeValue> ReadItem(JsonElement json)
    {
        Expect(json, JsonValueKind.Object);
        try
        {
            var item = ReadMap(json, 0);
            return item.ContainsKey("") ? throw DynamoException.Validation(EmptyName) : item;
        }
        catch (DynamoException wrong) when (wrong.Code == "ValidationException")
        {
            throw FirstError(json, wrong);
        }
    }

    /// <summary>AWS looks for attributes without a name first, then for nesting, and only then at the rest.</summary>
    private static DynamoException FirstError(JsonElement item, DynamoException met)
    {
        if (item.EnumerateObject().Any(e => e.Value.ValueKind != JsonValueKind.Null && Parameters.NameOf(e).Length == 0))
            return DynamoException.Validation(EmptyName);
        return met.Message == EmptyName && ErrorWording.IsDeep(item, (2 * DynamoLimits.Nesting) + 2) ? DynamoException.Validation(TooDeep) : met;
    }

    /// <summary>Reads a value.</summary>
    /// <exception cref="DynamoException">It is none.</exception>
    public static AttributeValue ReadValue(JsonElement json) => ReadValue(json, 0);

    /// <summary>Writes an item or key.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, AttributeValue> item)
    {
        json.WriteStartObject();
        foreach (var (name, value) in item)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a value.</summary>
    public static void Write(Utf8JsonWriter json, AttributeValue value)
    {
        json.WriteStartObject();
        json.WritePropertyName(value.Type);
        switch (value)
        {
            case AttributeValue.Bool b:
                json.WriteBooleanValue(b.Value);
                break;
            case AttributeValue.Null:
                json.WriteBooleanValue(true);
                break;
            case AttributeValue.M m:
                Write(json, m.Value);
                break;
            case AttributeValue.L l:
                json.WriteStartArray();
                foreach (var element in l.Value)
                    Write(json, element);
                json.WriteEndArray();
                break;
            case AttributeValue.Set set:
                json.WriteStartArray();
                foreach (var element in set.Elements)
                    WriteScalar(json, element);
                json.WriteEndArray();
                break;
            default:
                WriteScalar(json, value);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter json, AttributeValue value)
    {
        switch (value)
        {
            case AttributeValue.S s:
                json.WriteStringValue(s.Value);
                break;
            case AttributeValue.N n:
                json.WriteStringValue(n.Value.ToString());
                break;
            case AttributeValue.B b:
                json.WriteBase64StringValue(b.Value.Span);
                break;
        }
    }

    private static Dictionary<string, AttributeValue> ReadMap(JsonElement json, int depth)
    {
        var map = new Dictionary<string, AttributeValue>(json.GetPropertyCount());
        foreach (var entry in json.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Null)
                map[Parameters.NameOf(entry)] = ReadValue(entry.Value, depth);
        }

        return depth > 0 && map.ContainsKey("") ? throw DynamoException.Validation(EmptyName) : map;
    }

    private static AttributeValue ReadValue(JsonElement json, int depth)
    {
        if (depth >= DynamoLimits.Nesting)
            throw DynamoException.Validation(TooDeep);
        Expect(json, JsonValueKind.Object);
        AttributeValue? value = null;
        foreach (var entry in json.EnumerateObject())
        {
            if (entry.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (value is not null)
                throw DynamoException.Validation("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
            value = ReadTyped(Parameters.NameOf(entry), entry.Value, depth);
        }

        return value ?? throw DynamoException.Validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }

    private static AttributeValue? ReadTyped(string type, JsonElement json, int depth)
    {
        switch (type)
        {
            case "S" or "N" or "B":
                return ReadScalar(type, json);
            case "BOOL":
                if (json.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                    throw WrongKind(json, "Boolean");
                return AttributeValue.Bool.Of(json.GetBoolean());
            case "NULL":
                return json.ValueKind == JsonValueKind.True
                    ? AttributeValue.Null.Instance
                    : throw DynamoException.InvalidParameter("Null attribute value types must have the value of true");
            case "M":
                Expect(json, JsonValueKind.Object);
                return new AttributeValue.M(ReadMap(json, depth + 1));
            case "L":
                Expect(json, JsonValueKind.Array);
                return new AttributeValue.L([.. json.EnumerateArray().Select(e => ReadValue(e, depth + 1))]);
            case "SS" or "NS" or "BS":
                Expect(json, JsonValueKind.Array);
                return ReadSet(type, json);
            default:
                return null;
        }
    }

    private static AttributeValue.Set ReadSet(string type, JsonElement json)
    {
        var elements = json.EnumerateArray().Select(e => ReadScalar(type[..1], e)).ToList();
        if (elements.Count == 0)
            throw DynamoException.InvalidParameter(type switch { "SS" => "An string set  may not be empty", "NS" => "An number set  may not be empty", _ => "Binary sets should not be empty" });
        var set = ValueSets.Create(type, elements)!;
        if (set.Elements.Count == elements.Count)
            return set;
        throw DuplicateMembers.Error(type, elements);
    }

    private static AttributeValue ReadScalar(string type, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String)
            throw WrongKind(json, "String");
        switch (type)
        {
            case "S":
                return new AttributeValue.S(Parameters.Text(json));
            case "N":
                return new AttributeValue.N(DynamoNumber.Parse(Parameters.Text(json)));
            default:
                return Base64Text.TryRead(json, out var bytes)
                    ? new AttributeValue.B(bytes)
                    : throw Parameters.Serialization("Invalid Base64 data");
        }
    }

    private static void Expect(JsonElement json, JsonValueKind kind)
    {
        if (json.ValueKind != kind)
            throw kind == JsonValueKind.Object ? Parameters.Serialization("Unexpected value type in payload") : WrongKind(json, "List");
    }

    private static DynamoException WrongKind(JsonElement json, string wanted) =>
        Parameters.Serialization($"{json.ValueKind.ToString().ToUpperInvariant()}_VALUE cannot be converted to {wanted}");
}
