namespace ActiveActive.ConformanceTests.Durability;

/// <summary>What a run of kills consisted of.</summary>
/// <param name="Kills">Kills under load.</param>
/// <param name="KilledStarts">Kills of an emulator that was starting, beside those.</param>
/// <param name="Acknowledged">Calls answered with success.</param>
/// <param name="Unknown">Calls whose answer never came.</param>
/// <param name="TailsAdded">Starts on a log with a torn tail that the test had added.</param>
/// <param name="WritesTorn">Starts on a log whose last write the kill itself had torn.</param>
/// <param name="Compactions">Compactions in the lives that were killed.</param>
internal sealed record KillFigures(int Kills, int KilledStarts, long Acknowledged, long Unknown, int TailsAdded, int WritesTorn, int Compactions)
{
    /// <summary>Both together.</summary>
    public KillFigures And(KillFigures o) => new(
        Kills + o.Kills, KilledStarts + o.KilledStarts, Acknowledged + o.Acknowledged, Unknown + o.Unknown, TailsAdded + o.TailsAdded, WritesTorn + o.WritesTorn, Compactions + o.Compactions);

    public override string ToString() =>
        $"{Kills} kills under load and {KilledStarts} of starts; {Acknowledged} calls acknowledged, {Unknown} unknown; {Compactions} compactions; {WritesTorn} writes torn by the kill, {TailsAdded} torn tails added";
}
