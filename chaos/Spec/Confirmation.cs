namespace ActiveActive.Spec;

/// <summary>A step of a scenario that was confirmed: the intermediate states that it is about are among them.</summary>
/// <param name="At">When.</param>
/// <param name="What">What was confirmed, in words.</param>
/// <param name="Evidence">What the lab showed at that moment, in words.</param>
/// <param name="Batch">The batch that it is about, or null.</param>
public sealed record Confirmation(DateTimeOffset At, string What, string Evidence, int? Batch = null);
