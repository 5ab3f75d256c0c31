namespace ActiveActive.Engine.Sqs.Operations;

/// <summary>What a receive found.</summary>
/// <param name="Messages">The messages; none when there was none.</param>
/// <param name="Wait">How long this receive may wait for one.</param>
/// <param name="LookAgain">When a hidden message becomes visible, if there is one.</param>
public sealed record ReceiveResult(IReadOnlyList<ReceivedMessage> Messages, TimeSpan Wait, DateTimeOffset? LookAgain);
