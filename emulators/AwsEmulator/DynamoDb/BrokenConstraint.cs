using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>A constraint that a request does not keep.</summary>
/// <param name="Older">In the words of AWS's older validation layer.</param>
/// <param name="Newer">In those of the newer one.</param>
/// <param name="Alone">The newer layer stops at it and tells nothing else.</param>
internal sealed record BrokenConstraint(string Older, string Newer, bool Alone)
{
    /// <summary>The error that tells them all.</summary>
    public static DynamoException Error(IReadOnlyList<BrokenConstraint> broken)
    {
        var alone = broken.FirstOrDefault(b => b.Alone);
        return DynamoException.Validation(
            Counted([.. broken.Select(b => b.Older)]),
            alone is null ? Counted([.. broken.Select(b => b.Newer)])
                : alone.Newer.StartsWith("Value", StringComparison.Ordinal) ? Counted([alone.Newer]) : alone.Newer);
    }

    private static string Counted(IReadOnlyList<string> errors) =>
        $"{errors.Count} validation error{(errors.Count == 1 ? "" : "s")} detected: {string.Join("; ", errors)}";
}
