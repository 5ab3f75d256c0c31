using System.Globalization;

namespace ActiveActive.Simulation.Bridge;

/// <summary>What a machine says of a step that it does not allow.</summary>
/// <param name="Place">The queue, store, component or name concerned.</param>
/// <param name="Why">Why not.</param>
/// <param name="Allowed">What would have been allowed instead.</param>
internal sealed record Objection(string Place, string Why, string Allowed);

/// <summary>The first step of a run that the model does not allow. Either the model or the system has a bug.</summary>
/// <param name="Machine">The machine that refused it.</param>
/// <param name="At">When the step was.</param>
/// <param name="Component">Whose.</param>
/// <param name="What">The step.</param>
/// <param name="Record">The record's id, if it is about one.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Place">The queue, store, component or name concerned.</param>
/// <param name="Why">Why the model does not allow it.</param>
/// <param name="Allowed">What it would have allowed.</param>
public sealed record Refusal(
    string Machine, DateTimeOffset At, string Component, string What, string? Record, string Source, string Place, string Why, string Allowed)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"refused at {At:HH:mm:ss.ffffff}: {Component} '{What}'{(Record is null ? "" : $" of record {Record}")} ({Source})\n  machine: {Machine}\n  place:   {Place}\n  why:     {Why}\n  allowed: {Allowed}");
}
