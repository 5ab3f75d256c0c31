namespace ActiveActive.DnsRouter.Routing;

/// <summary>Draws one target after another by their shares. Not thread-safe.</summary>
public interface IRotation
{
    /// <summary>The index of the next target; its share is positive.</summary>
    int Next();
}
