using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.Engine.DynamoDb.Transfers;

/// <summary>Exports or imports, the newest first.</summary>
public sealed class ListTransfers : IOperation<IReadOnlyList<Transfer>>
{
    /// <summary>Imports, else exports.</summary>
    public required bool Imports { get; init; }

    /// <summary>Only this table's, unless null.</summary>
    public string? TableArn { get; init; }

    /// <summary>Only this one, which must be there, unless null.</summary>
    public string? Arn { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [];

    /// <inheritdoc/>
    public void Prepare()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<Transfer> Execute(Turn turn)
    {
        turn.SeeAll();
        if (Arn is not null)
        {
            return turn.Engine.Transfers.TryGetValue(Arn, out var found) && found.IsImport == Imports
                ? [found]
                : throw new DynamoException(Imports ? "ImportNotFoundException" : "ExportNotFoundException", $"{(Imports ? "Import" : "Export")} not found: {Arn}");
        }

        return [.. turn.Engine.Transfers.Values.Where(t => t.IsImport == Imports && (TableArn is null || t.TableArn == TableArn)).Reverse()];
    }
}
