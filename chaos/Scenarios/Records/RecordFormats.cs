namespace ActiveActive.Scenarios.Records;

/// <summary>Which format a file or a word means.</summary>
public static class RecordFormats
{
    /// <summary>By the file's extension: .jsonl (or .ndjson) and .csv.</summary>
    /// <exception cref="UnusableInputException">Any other.</exception>
    public static RecordFormat OfFile(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" => RecordFormat.JsonLines,
        ".csv" => RecordFormat.Csv,
        var other => throw new UnusableInputException(
            $"{path}: its name ends in '{other}', so its format is unknown; name it .jsonl (one JSON value a line) or .csv (with a header)"),
    };

    /// <summary>By the word that <c>--format</c> takes.</summary>
    /// <exception cref="UnusableInputException">Neither jsonl nor csv.</exception>
    public static RecordFormat Parse(string word) => word.ToLowerInvariant() switch
    {
        "jsonl" => RecordFormat.JsonLines,
        "csv" => RecordFormat.Csv,
        _ => throw new UnusableInputException($"'{word}' is not a format; there are jsonl and csv"),
    };
}
