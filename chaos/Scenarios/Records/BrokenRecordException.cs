namespace ActiveActive.Scenarios.Records;

/// <summary>A record that cannot be read. <see cref="RecordFile"/> adds the file's name and the line.</summary>
/// <param name="index">The offending byte of the record.</param>
/// <param name="reason">What is wrong there, and what to do.</param>
internal sealed class BrokenRecordException(int index, string reason) : Exception(reason)
{
    /// <summary>The offending byte, from 0, counted from the record's first.</summary>
    public int Index => index;
}
