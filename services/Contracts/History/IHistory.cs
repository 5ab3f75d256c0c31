namespace ActiveActive.Contracts.History;

/// <summary>
/// Where a component writes what it did. When <see cref="Write"/> returns the lines have been handed to the operating system
/// and survive the SIGKILL of the writer.
/// </summary>
public interface IHistory
{
    /// <summary>Writes events in order, in one call, and fills in each one's At, Component, Life and Seq.</summary>
    void Write(params ReadOnlySpan<HistoryEvent> events);
}
