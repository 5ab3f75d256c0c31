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

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>AttributeDefinitions: name to type.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>KeySchema: name and HASH or RANGE, in order.</summary>
    public required IReadOnlyList<(string Name, string Role)> Keys { get; init; }

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
        if (Keys.Count is < 1 or > 2 || Keys[0].Role != "HASH")
            throw DynamoException.Validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        if (Keys.Count == 2 && Keys[1].Role != "RANGE")
            throw DynamoException.Validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        if (Keys.Count == 2 && Keys[0].Name == Keys[1].Name)
            throw DynamoException.Validation("Both the Hash Key and the Range Key element in the KeySchema have the same name");
        if (Keys.Any(k => !Attributes.ContainsKey(k.Name)))
            throw DynamoException.InvalidParameter($"Some index key attributes are not defined in AttributeDefinitions. Keys: [{string.Join(", ", Keys.Select(k => k.Name))}], AttributeDefinitions: [{string.Join(", ", Attributes.Keys)}]");
        if (Attributes.Count != Keys.Count)
            throw DynamoException.InvalidParameter("Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
        if (Attributes.Values.FirstOrDefault(t => t is not ("S" or "N" or "B")) is { } type)
            throw DynamoException.Validation($"1 validation error detected: Value '{type}' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]");
        CheckBilling();
        UpdateTable.CheckClass(Settings.TableClass);
        if (Stream is { } stream)
            StreamSwitch.Check(stream.On, stream.View);
    }

    /// <inheritdoc/>
    public TableDescription Execute(Turn turn)
    {
        if (turn.Engine.Tables.ContainsKey(Name))
            throw DynamoException.TableExists(Name);
        KeyAttribute Key(int at) => new(Keys[at].Name, Attributes[Keys[at].Name]);
        var time = turn.Engine.Clock.Next(turn.Now);
        turn.SeeAll();
        // The clock's time goes into the journal with the table, so that a later life cannot give the same id again.
        turn.Write(new Change.ClockAt(time));
        turn.Write(new Change.TableCreated(new TableDefinition
        {
            Name = Name,
            Id = TableIds.Of(turn.Engine.Region, Name, time),
            Created = turn.Now,
            Hash = Key(0),
            Range = Keys.Count == 2 ? Key(1) : null,
            ReadUnits = Throughput?.Read ?? 0,
            WriteUnits = Throughput?.Write ?? 0,
            DeletionProtected = DeletionProtected,
        }));
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
