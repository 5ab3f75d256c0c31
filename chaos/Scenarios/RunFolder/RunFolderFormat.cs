using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>The two ways a file is laid out. Letters of all languages stay as they are, so that a run folder can be searched with grep.</summary>
internal static class RunFolderFormat
{
    /// <summary>One object a line.</summary>
    public static readonly RunFolderJson Lines = new(Readable());

    /// <summary>One document, indented.</summary>
    public static readonly RunFolderJson Document = new(new JsonSerializerOptions(Readable()) { WriteIndented = true });

    private static JsonSerializerOptions Readable() =>
        new(RunFolderJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
