namespace ActiveActive.Simulation.Mutations;

/// <summary>Mutations of the emulator's engine.</summary>
internal static class EngineMutations
{
    private const string Receive = "emulators/Engine/Sqs/Operations/ReceiveMessages.cs";
    private const string Delete = "emulators/Engine/Sqs/Operations/DeleteMessages.cs";
    private const string Queue = "emulators/Engine/Sqs/MessageQueue.cs";
    private const string Apply = "emulators/Engine/DynamoDb/Replication/ApplyChanges.cs";

    public static IReadOnlyList<Mutation> Queues { get; } =
    [
        new("never-hidden", "A message that was handed out stays visible.", Receive,
            "if (visibility > TimeSpan.Zero)\n                queue.Move(",
            "if (visibility > TimeSpan.FromDays(1))\n                queue.Move("),
        new("dead-letter-too-soon", "A message goes to the dead-letter queue at its second receive.", Receive,
            "message.Receives >= queue.Attributes.MaxReceives",
            "message.Receives >= 1"),
        new("never-visible-again", "A message whose receiver died does not come back.", Queue,
            "next.VisibleAt <= now)\n            Move(",
            "next.VisibleAt <= now.AddDays(-1))\n            Move("),
        new("delete-without-effect", "The queue says that it deleted and did not.", Delete,
            "turn.Write(new SqsChange.MessageRemoved(Name, message.Order));",
            "_ = turn.Now;"),
        new("deletes-first-of-batch", "The queue deletes the first message of a batch and says that it deleted all.", Delete,
            "if (message is not null)\n",
            "if (message is not null && i == 0)\n"),
    ];

    public static IReadOnlyList<Mutation> Table { get; } =
    [
        new("change-not-applied", "Replication moves its cursor past a change that it does not apply.", Apply,
            "turn.Write(row with { Sequence = 0 });\n            applied++;",
            "if (applied > 0)\n                turn.Write(row with { Sequence = 0 });\n            applied++;"),
        new("oldest-writer-wins", "Of two writes of one item the older one stays, in one region only.", Apply,
            "existing.Stamp.CompareTo(row.Stamp) >= 0",
            "(turn.Engine.Region.EndsWith('1') ? row.Stamp.CompareTo(existing.Stamp) : existing.Stamp.CompareTo(row.Stamp)) >= 0"),
        new("cursor-skips", "Replication believes that it has read more than it has.", "emulators/Engine/DynamoDb/Replication/ReadChanges.cs",
            "cursor = rows[^1].Sequence;",
            "cursor = rows[^1].Sequence + 1;"),
        new("last-write-lost", "A batch write leaves its last item out.", "emulators/Engine/DynamoDb/Operations/BatchWriteItem.cs",
            "foreach (var (table, old, write) in writes)\n",
            "foreach (var (table, old, write) in writes.Take(Math.Max(1, writes.Count - 1)))\n"),
    ];
}
