using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveActive.DnsRouter.Configuration;

/// <summary>Reads the file, strictly: an unknown field is a misspelt one.</summary>
public static class RecordSetFileLoader
{
    /// <summary>How the file is written, and what the API answers in.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Loads and validates.</summary>
    /// <exception cref="RecordSetFileException">It is missing, broken or wrong.</exception>
    public static RecordSetFile Load(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new RecordSetFileException($"{path} cannot be read: {unreadable.Message}");
        }

        try
        {
            return Parse(text);
        }
        catch (RecordSetFileException wrong)
        {
            throw new RecordSetFileException($"{path}: {wrong.Message}");
        }
    }

    /// <summary>Parses and validates.</summary>
    /// <exception cref="RecordSetFileException">It is broken or wrong.</exception>
    public static RecordSetFile Parse(string text)
    {
        try
        {
            var file = JsonSerializer.Deserialize<RecordSetFile>(text, Json)
                ?? throw new RecordSetFileException("the file holds null, not an object with recordSets");
            return RecordSetFileRules.Check(file);
        }
        catch (JsonException broken)
        {
            throw new RecordSetFileException(JsonProblem.Describe(broken));
        }
    }
}
