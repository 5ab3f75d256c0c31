using ActiveActive.Contracts;

namespace ActiveActive.Scenarios.Records;

/// <summary>One record of a file.</summary>
/// <param name="Line">The line that it begins on, from 1.</param>
/// <param name="Id">Its own, or one made from line and content.</param>
/// <param name="Body">Its text exactly as it is in the file, without the line's end.</param>
public sealed record RecordLine(long Line, string Id, string Body)
{
    /// <summary>The record as it is published in a batch.</summary>
    public Record InBatch(int batch) => new(Id, batch, Body);
}
