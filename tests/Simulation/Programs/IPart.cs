using ActiveActive.Simulation.Worlds;

namespace ActiveActive.Simulation.Programs;

/// <summary>Something in the lab that can be stopped, killed, paused, cut off and started again.</summary>
public interface IPart
{
    /// <summary>Its name, as status prints it.</summary>
    string Component { get; }

    /// <summary>Its present life.</summary>
    Life Life { get; }

    /// <summary>True for a program of the lab's own.</summary>
    bool IsOwn { get; }

    /// <summary>Begins a life.</summary>
    void Start();

    /// <summary>Ends it: at once, or as soon as it has finished what it must.</summary>
    void Stop(bool inOrder);

    /// <summary>Its state and the reasons, as it says itself.</summary>
    (string State, string? Reasons) Health();
}
