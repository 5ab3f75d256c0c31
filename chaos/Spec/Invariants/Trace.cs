namespace ActiveActive.Spec.Invariants;

/// <summary>A piece of work that was done while a fault forbade it.</summary>
/// <param name="Record">Its record, where it is about one.</param>
/// <param name="What">What was done, when, and where that is written.</param>
/// <param name="Certain">False when a line that is missing might explain it.</param>
internal readonly record struct Trace(string? Record, string What, bool Certain = true)
{
    /// <summary>A time of day, as traces tell it.</summary>
    public static string Time(DateTimeOffset at) => $"{at:HH:mm:ss.ffffff}";
}
