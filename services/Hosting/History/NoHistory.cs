using ActiveActive.Contracts.History;

namespace ActiveActive.Hosting.History;

/// <summary>For a component that runs alone, outside a lab: nobody will judge it.</summary>
public sealed class NoHistory : IHistory
{
    /// <inheritdoc/>
    public void Write(params ReadOnlySpan<HistoryEvent> events)
    {
    }
}
