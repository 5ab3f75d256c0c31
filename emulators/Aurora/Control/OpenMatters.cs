using ActiveActive.Contracts;

namespace ActiveActive.Aurora.Control;

/// <summary>What the control plane has still to do, or to see done, for one database.</summary>
/// <param name="PendingFence">The region whose side did not answer and is fenced as soon as it does; null when none is waited for.</param>
/// <param name="Lacking">What the promoted side lacks of the old writer's rows; null when it lacks none, or that is not known before the old writer answers.</param>
/// <param name="Problem">Why something is still open, in words; null when nothing is.</param>
public sealed record OpenMatters(Region? PendingFence, RowsLacking? Lacking, string? Problem);
