using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveActive.Spec.Reports;

/// <summary>verdict.json: camel case, in the order in which <see cref="Verdict"/> declares its parts.</summary>
public static class VerdictJson
{
    /// <summary>The verdict as one indented JSON object.</summary>
    public static string Write(Verdict verdict) => JsonSerializer.Serialize(verdict, VerdictJsonContext.Default.Verdict);
}

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Verdict))]
internal sealed partial class VerdictJsonContext : JsonSerializerContext;
