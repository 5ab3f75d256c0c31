namespace ActiveActive.Scenarios.Records;

/// <summary>How a records file is written.</summary>
public enum RecordFormat
{
    /// <summary>JSON Lines: one JSON value a line.</summary>
    JsonLines,

    /// <summary>CSV as in RFC 4180, with a header.</summary>
    Csv,
}
