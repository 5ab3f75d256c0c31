using ActiveActive.Engine.DynamoDb.Backups;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.Engine.DynamoDb.Transfers;

/// <summary>Notes an export, or an import that came to nothing, once it has ended.</summary>
public sealed class EndTransfer : IOperation<Transfer>
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>What ended, given an id that is free.</summary>
    public required Func<string, Transfer> Ended { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [];

    /// <inheritdoc/>
    public void Prepare()
    {
    }

    /// <inheritdoc/>
    public Transfer Execute(Turn turn)
    {
        turn.SeeAll();
        var transfer = Ended(BackupIds.Next(turn, Table));
        turn.Write(new Change.TransferEnded(transfer));
        return transfer;
    }
}
