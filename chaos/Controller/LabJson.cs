using System.Text.Encodings.Web;
using System.Text.Json;

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
}
