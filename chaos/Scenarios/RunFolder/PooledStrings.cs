using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>Reads equal strings as one object: millions of lines of history name a few dozen components and each record thirty times.</summary>
internal sealed class PooledStrings : JsonConverter<string>
{
    private const int LongestPooled = 256;

    private readonly HashSet<string> _pool = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public PooledStrings() => _lookup = _pool.GetAlternateLookup<ReadOnlySpan<char>>();

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.ValueSpan.Length > LongestPooled)
            return reader.GetString();
        Span<char> text = stackalloc char[LongestPooled];
        text = text[..reader.CopyString(text)];
        if (_lookup.TryGetValue(text, out var known))
            return known;
        var added = text.ToString();
        _pool.Add(added);
        return added;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
