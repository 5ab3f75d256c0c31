using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveActive.Controller;

/// <summary>How the API, lab.json and <c>--json</c> write: camel case, one line.</summary>
public static class LabJson
{
    /// <summary>The options, the same on both sides of the API.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // It goes to terminals, files and our own client, never into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What is stricter for requests: a member that nobody knows is a typing error, and would be a fault or run of other kind than was meant.</summary>
    public static void Strict(JsonSerializerOptions options)
    {
        options.Encoder = Options.Encoder;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
    }
}
