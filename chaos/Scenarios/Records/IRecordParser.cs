namespace ActiveActive.Scenarios.Records;

/// <summary>Checks one record of a format and finds its id.</summary>
internal interface IRecordParser
{
    /// <summary>The id that the record gives itself, or null when it has none. Its bytes are known to be UTF-8.</summary>
    /// <exception cref="BrokenRecordException">It is not a record of the format.</exception>
    string? IdOf(ReadOnlySpan<byte> record);
}
