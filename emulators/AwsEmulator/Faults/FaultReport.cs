namespace ActiveActive.AwsEmulator.Faults;

/// <summary>A fault as GET /_lab/faults shows it.</summary>
/// <param name="Id">Its number in this life of the emulator, as text.</param>
/// <param name="Resource">What it strikes.</param>
/// <param name="Kind">A name of <see cref="FaultKind"/>.</param>
/// <param name="From">When it began.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="Ended">When it did end; null while it holds.</param>
/// <param name="Refused">Calls that it answered with an error at once.</param>
/// <param name="Held">Calls that it made wait and then answered with an error, if somebody was still there.</param>
/// <param name="Delayed">Calls that it made wait and then let pass.</param>
public sealed record FaultReport(
    string Id, string Resource, string Kind, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset? Ended, long Refused, long Held, long Delayed);
