namespace ActiveActive.Faults;

/// <summary>
/// One of the sixteen, as the draw took it. Exactly one of <paramref name="Fault"/> and <paramref name="CoveredBy"/> is set.
/// </summary>
/// <param name="Number">1 to 16.</param>
/// <param name="Name">In words: inbound database.</param>
/// <param name="Target">The component itself, also when the instance under it is what fails.</param>
/// <param name="Kind">The kind that was drawn for it.</param>
/// <param name="Fault">The id of the fault that it brought into the plan.</param>
/// <param name="CoveredBy">The id of another's fault that makes it fail already: it is not failed a second time, for nobody could tell.</param>
public sealed record DrawnComponent(int Number, string Name, Target Target, FaultKind Kind, string? Fault, string? CoveredBy);
