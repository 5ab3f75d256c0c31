namespace ActiveActive.Simulation.Coverage;

/// <summary>A step of a machine of scenarios.md from one state to another.</summary>
/// <param name="Machine">The machine's kind; there are as many of it as it has places.</param>
/// <param name="From">The state that it leaves.</param>
/// <param name="To">The state that it enters.</param>
/// <param name="By">What moves it: a kind of fault, what ends one, or an event of the machine's own.</param>
internal sealed record Transition(string Machine, string From, string To, string By);
