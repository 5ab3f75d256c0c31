using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Changes a table's billing, indexes, stream, protection, class or encryption, each of which is done at once.</summary>
public sealed class UpdateTable : IOperation<TableDescription>
{
    /// <summary>What AWS says to a request without a change.</summary>
    public const string NothingAsked = "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required";

    /// <summary>The table.</summary>
    public required string Name { get; init; }

    /// <summary>BillingMode, or null.</summary>
    public string? BillingMode { get; init; }

    /// <summary>ProvisionedThroughput, or null.</summary>
    public (long Read, long Write)? Throughput { get; init; }

    /// <summary>StreamSpecification, or null.</summary>
    public (bool On, string? View)? Stream { get; init; }

    /// <summary>DeletionProtectionEnabled, or null.</summary>
    public bool? DeletionProtected { get; init; }

    /// <summary>TableClass, or null.</summary>
    public string? TableClass { get; init; }

    /// <summary>SSESpecification, or null: with KMS or without, and the key.</summary>
    public (bool On, string? Key)? Encryption { get; init; }

    /// <summary>OnDemandThroughput, or null: -1 takes a bound away.</summary>
    public (long? Reads, long? Writes)? OnDemand { get; init; }

    /// <summary>GlobalSecondaryIndexUpdates, or none.</summary>
    public IReadOnlyList<IndexUpdate> Indexes { get; init; } = [];

    /// <summary>AttributeDefinitions: name to type.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Name];

    private bool AsksOther => BillingMode is not null || Throughput is not null || Stream is not null || TableClass is not null || Encryption is not null || OnDemand is not null || Indexes.Count > 0;

    /// <inheritdoc/>
    public void Prepare()
    {
        CreateTable.CheckName(Name);
        if (!AsksOther && DeletionProtected is null)
            throw DynamoException.Validation(NothingAsked);
        if (BillingMode is not (null or "PROVISIONED" or "PAY_PER_REQUEST"))
            throw DynamoException.Validation($"1 validation error detected: Value '{BillingMode}' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]");
        CheckClass(TableClass);
        CheckUnits(Throughput);
        if (BillingMode == "PAY_PER_REQUEST" && Throughput is not null)
            throw OnDemandHasNoUnits();
        if (BillingMode == "PROVISIONED" && Throughput is null)
            throw DynamoException.InvalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
        if (DeletionProtected is not null && AsksOther)
            throw DynamoException.Validation("DeletionProtection modification must be the only operation in the request");
        if (Stream is { } stream)
            StreamSwitch.Check(stream.On, stream.View);
    }

    /// <summary>A table's class must be one.</summary>
    /// <exception cref="DynamoException">It is none.</exception>
    public static void CheckClass(string? tableClass)
    {
        if (tableClass is not (null or "STANDARD" or "STANDARD_INFREQUENT_ACCESS"))
            throw DynamoException.Validation($"1 validation error detected: Value '{tableClass}' at 'tableClass' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, STANDARD_INFREQUENT_ACCESS]");
    }

    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        turn.SeeAll();
        var table = turn.Engine.Tables.GetValueOrDefault(Name) ?? throw DynamoException.NoTable(Name);
        // Every check comes before the first change.
        CheckAgainst(table);
        var (was, settings) = (table.Definition, table.Settings);
        var (read, write) = BillingMode == "PAY_PER_REQUEST" ? (0, 0) : Throughput ?? (was.ReadUnits, was.WriteUnits);
        var indexes = IndexUpdate.Changes(table, Indexes, Attributes, payPerRequest: read == 0);
        settings = settings with
        {
            OnDemandSince = read > 0 ? null : was.PayPerRequest ? settings.OnDemandSince : turn.Now,
            MostReads = Bound(OnDemand?.Reads, settings.MostReads),
            MostWrites = Bound(OnDemand?.Writes, settings.MostWrites),
            TableClass = TableClass ?? settings.TableClass,
            KmsKey = Encryption is { } sse ? sse.On ? sse.Key ?? "alias/aws/dynamodb" : null : settings.KmsKey,
        };
        var changed = new Change.TableSettingsChanged(Name, read, write, DeletionProtected ?? was.DeletionProtected, settings);
        if (changed != table.SettingsChange(table.Settings))
            turn.Write(changed);
        foreach (var index in indexes)
            turn.Write(index);
        if (BillingMode is not null || Throughput is not null || TableClass is not null || Encryption is not null || Indexes.Count > 0)
            turn.StampSettings(table);
        if (Stream is { On: true, View: { } view })
            StreamSwitch.Begin(turn, table, view);
        else if (Stream is { On: false })
            StreamSwitch.End(turn, table);
        return TableDescription.Of(table);
    }

    private void CheckAgainst(Table table)
    {
        var was = table.Definition;
        if (Throughput is not null && BillingMode is null && was.PayPerRequest)
            throw OnDemandHasNoUnits();
        if (Throughput is { } units && (units.Read, units.Write) == (was.ReadUnits, was.WriteUnits))
            throw DynamoException.Validation($"The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: {was.ReadUnits}. Requested ReadCapacityUnits: {units.Read}. Current WriteCapacityUnits provisioned for the table: {was.WriteUnits}. Requested WriteCapacityUnits: {units.Write}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
        if (Stream is { On: true } && table.Stream is not null)
            throw DynamoException.Validation($"Table already has an enabled stream: TableName: {Name}");
        if (Stream is { On: false } && table.Stream is null)
            throw DynamoException.Validation($"Table has no stream to disable: TableName: {Name}");
        if (Stream is { On: false } && table.Replicas.Count > 0)
            throw DynamoException.Validation($"Disabling a stream is not allowed for a table that is part of a Global Table: TableName: {Name}");
        if (Encryption is { On: false } && table.Settings.KmsKey is null)
            throw DynamoException.InvalidParameter("Table is already encrypted by default");
    }

    private static long? Bound(long? asked, long? was) => asked is null ? was : asked < 0 ? null : asked;

    private static void CheckUnits((long Read, long Write)? throughput)
    {
        if (throughput is not { } units)
            return;
        List<string> wrong = [];
        if (units.Write < 1)
            wrong.Add($"Value '{units.Write}' at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1");
        if (units.Read < 1)
            wrong.Add($"Value '{units.Read}' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must have value greater than or equal to 1");
        if (wrong.Count > 0)
            throw DynamoException.Validation($"{wrong.Count} validation error{(wrong.Count > 1 ? "s" : "")} detected: {string.Join("; ", wrong)}");
    }

    private static DynamoException OnDemandHasNoUnits() =>
        DynamoException.InvalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
}
