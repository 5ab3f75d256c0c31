namespace ActiveActive.Simulation.Mutations;

/// <summary>A small change of a shipped source file: a bug as somebody could have made it.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="What">The bug, in words.</param>
/// <param name="File">The file, from the root.</param>
/// <param name="From">Text that is in the file exactly once.</param>
/// <param name="To">What stands there instead.</param>
public sealed record Mutation(string Name, string What, string File, string From, string To)
{
    internal const string Variable = "AA_SIM_MUTATION";

    /// <summary>The one that this simulator was built with; null for the sources as they are.</summary>
    public static string? Current { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? name : null;

    /// <summary>The scenario that it is looked for in.</summary>
    public string Scenario { get; init; } = "f5";

    /// <summary>How often <see cref="From"/> is in a text; anything but once is a mutation that no longer fits.</summary>
    public int Matches(string text) => text.Split(From).Length - 1;

    /// <summary>The text with the change.</summary>
    /// <exception cref="InvalidOperationException">It does not fit any more.</exception>
    public string Apply(string text) => Matches(text) == 1
        ? text.Replace(From, To, StringComparison.Ordinal)
        : throw new InvalidOperationException($"mutation {Name}: its text is {Matches(text)} times in {File}, not once; fit it to the source in tests/Simulation/Mutations");
}
