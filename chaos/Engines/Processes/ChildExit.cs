namespace ActiveActive.Engines.Processes;

/// <summary>How a child ended: <see cref="Code"/> as a shell would report it, 128 + n after signal n.</summary>
public sealed record ChildExit(int Code)
{
    /// <summary>The signal that ended it, or null when it ended by itself.</summary>
    public int? Signal => Code is > 128 and <= 128 + 64 ? Code - 128 : null;

    /// <inheritdoc/>
    public override string ToString() => Signal is { } signal ? $"ended by signal {signal}" : $"ended with exit code {Code}";
}
