using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveActive.Scenarios.RunFolders;

namespace ActiveActive.Report;

/// <summary>
/// report.html: one file that needs nothing else. Its script and style are allowed by their hashes and nothing else is, so that no text
/// of a record can become either; the data is a block that is never run, with every character escaped that could end it.
/// </summary>
public static class ReportPage
{
    /// <summary>Its name in a run folder.</summary>
    public const string FileName = "report.html";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // The default one escapes <, > and &: </script> in an id stays inside its string.
        Encoder = JavaScriptEncoder.Default,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes a run folder's report; returns its path.</summary>
    /// <exception cref="NotARunFolderException">It is none.</exception>
    public static string WriteTo(string folder)
    {
        var path = Path.Combine(Path.GetFullPath(folder), FileName);
        var content = Of(folder);
        File.WriteAllBytes(path + ".part", content);
        File.Move(path + ".part", path, overwrite: true);
        return path;
    }

    /// <summary>A run folder's report.</summary>
    /// <exception cref="NotARunFolderException">It is none.</exception>
    public static byte[] Of(string folder) => Encoding.UTF8.GetBytes(Html(ReportOf.Folder(folder)));

    /// <summary>The page for a run's data.</summary>
    public static string Html(ReportData data)
    {
        var script = Resource("report.js");
        var style = Resource("report.css");
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-{Hash(script)}'; style-src 'sha256-{Hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{HtmlEncoder.Default.Encode($"{data.Verdict}: {data.Id}")}</title>
            <style>{style}</style>
            </head>
            <body>
            <div id="report"></div>
            <script type="application/json" id="data">{JsonSerializer.Serialize(data, Json)}</script>
            <script>{script}</script>
            </body>
            </html>

            """;
    }

    private static string Hash(string content) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
