using System.Buffers;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Creates a table, which is active at once.</summary>
public sealed class CreateTable : IOperation<TableDescription>
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private KeyAttribute? _hash;
    private KeyAttribute? _range;
    private IReadOnlyList<IndexDefinition> _indexes = [];

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>AttributeDefinitions: name to type.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>KeySchema: name and HASH or RANGE, in order.</summary>
    public required IReadOnlyList<(string Name, string Role)> Keys { get; init; }

    /// <summary>LocalSecondaryIndexes, or null.</summary>
    public IReadOnlyList<IndexRequest>? LocalIndexes { get; init; }

    /// <summary>GlobalSecondaryIndexes, or null.</summary>
    public IReadOnlyList<IndexRequest>? GlobalIndexes { get; init; }

    /// <summary>PAY_PER_REQUEST or PROVISIONED.</summary>
    public string BillingMode { get; init; } = "PROVISIONED";

    /// <summary>ProvisionedThroughput, or null.</summary>
    public (long Read, long Write)? Throughput { get; init; }

    /// <summary>DeletionProtectionEnabled.</summary>
    public bool DeletionProtected { get; init; }

    /// <summary>Tags, class and encryption.</summary>
    public TableSettings Settings { get; init; } = TableSettings.None;

    /// <summary>StreamSpecification, or null.</summary>
    public (bool On, string? View)? Stream { get; init; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Tables => [Name];

    /// <summary>A table's name must have the right length and characters.</summary>
    /// <exception cref="DynamoException">It has not.</exception>
    public static void CheckName(string name)
    {
        if (name.Length is < 3 or > 255)
            throw DynamoException.Validation("TableName must be at least 3 characters long and at most 255 characters long");
        if (name.AsSpan().ContainsAnyExcept(NameCharacters))
            throw DynamoException.Validation($"1 validation error detected: Value '{name}' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }

    /// <inheritdoc/>
    public void Prepare()
    {
        CheckName(Name);
        CheckBilling();
        UpdateTable.CheckClass(Settings.TableClass);
        if (Stream is { } stream)
            StreamSwitch.Check(stream.On, stream.View);
        if (Keys.Count > Attributes.Count)
            throw DynamoException.Validation("Invalid KeySchema: Some index key attribute have no definition");
        (_hash, _range) = IndexRules.Keys(Keys, Attributes);
        var payPerRequest = BillingMode == "PAY_PER_REQUEST";
        if (LocalIndexes is null && GlobalIndexes is null && Attributes.Count != Keys.Count)
            throw DynamoException.InvalidParameter("Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
        if (LocalIndexes is { Count: 0 })
            throw DynamoException.InvalidParameter("List of LocalSecondaryIndexes is empty");
        if (GlobalIndexes is { Count: 0 })
            throw DynamoException.InvalidParameter("List of GlobalSecondaryIndexes is empty");
        _indexes = IndexRules.DefineAll(LocalIndexes, GlobalIndexes, Keys, Attributes, payPerRequest);
        var used = Keys.Select(k => k.Name).Concat(_indexes.SelectMany(i => i.Keys).Select(k => k.Name)).ToHashSet();
        if (Attributes.Keys.Any(a => !used.Contains(a)))
            throw DynamoException.InvalidParameter($"Some AttributeDefinitions are not used. AttributeDefinitions: [{string.Join(", ", Attributes.Keys)}], keys used: [{string.Join(", ", Attributes.Keys.Where(used.Contains))}]");
    }

    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        if (turn.Engine.Tables.ContainsKey(Name))
            throw DynamoException.TableExists(Name);
        var time = turn.Engine.Clock.Next(turn.Now);
        turn.SeeAll();
        // The clock's time goes into the journal with the table, so that a later life cannot give the same id again.
        turn.Write(new Change.ClockAt(time));
        turn.Write(new Change.TableCreated(new TableDefinition
        {
            Name = Name,
            Id = TableIds.Of(turn.Engine.Region, Name, time),
            Created = turn.Now,
            Hash = _hash!,
            Range = _range,
            ReadUnits = Throughput?.Read ?? 0,
            WriteUnits = Throughput?.Write ?? 0,
            DeletionProtected = DeletionProtected,
        }));
        foreach (var index in _indexes)
            turn.Write(new Change.IndexAdded(Name, index));
        var table = turn.Engine.Tables[Name];
        if (Settings != TableSettings.None)
            turn.Write(table.SettingsChange(Settings));
        if (Stream is { On: true, View: { } view })
            StreamSwitch.Begin(turn, table, view);
        return TableDescription.Of(table);
    }

    private void CheckBilling()
    {
        switch (BillingMode)
        {
            case "PAY_PER_REQUEST" when Throughput is not null:
                throw DynamoException.InvalidParameter("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
            case "PROVISIONED" when Throughput is null:
                throw DynamoException.InvalidParameter("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
            case "PROVISIONED" when Throughput is { Read: < 1 } or { Write: < 1 }:
                throw DynamoException.Validation("1 validation error detected: Value at 'provisionedThroughput' failed to satisfy constraint: Member must have value greater than or equal to 1");
            case "PAY_PER_REQUEST" or "PROVISIONED":
                break;
            default:
                throw DynamoException.Validation($"1 validation error detected: Value '{BillingMode}' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]");
        }
    }
}
