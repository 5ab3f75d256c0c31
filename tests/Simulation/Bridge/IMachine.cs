namespace ActiveActive.Simulation.Bridge;

/// <summary>
/// A state machine of scenarios.md that follows a recorded run. It is told of every step, takes those that concern it, and objects to
/// the first that none of its states allows.
/// </summary>
internal interface IMachine
{
    /// <summary>Its name in reports.</summary>
    string Name { get; }

    /// <summary>Takes a step; null when it is allowed, or none of its business.</summary>
    Objection? Take(Move move);
}
