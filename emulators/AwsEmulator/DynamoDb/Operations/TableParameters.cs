using ActiveActive.AwsEmulator.DynamoDb.Control;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Settings;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>Reads the parameters that CreateTable and UpdateTable share.</summary>
internal static class TableParameters
{
    /// <summary>Tags, TableClass and SSESpecification of a new table.</summary>
    public static TableSettings Settings(Parameters parameters)
    {
        var tags = Resources.Tags(parameters);
        var key = Encryption(parameters) is { On: true } sse ? sse.Key ?? "alias/aws/dynamodb" : null;
        var tableClass = parameters.Text("TableClass");
        var bounds = OnDemand(parameters);
        if (tags.Count == 0 && key is null && tableClass is null && bounds is null)
            return TableSettings.None;
        return new TableSettings { MostReads = Bound(bounds?.Reads), MostWrites = Bound(bounds?.Writes), Tags = TagResource.Merge(TableSettings.None.Tags, tags), KmsKey = key, TableClass = tableClass };
    }

    /// <summary>AttributeDefinitions: each has its name and its type, and of two of a name the last counts.</summary>
    public static IReadOnlyDictionary<string, string> Attributes(Parameters parameters)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var (attribute, i) in parameters.Each("AttributeDefinitions").Select((a, i) => (a, i)))
        {
            attribute.NeedAt("AttributeName", $"attributeDefinitions.{i + 1}.member.attributeName");
            attribute.NeedAt("AttributeType", $"attributeDefinitions.{i + 1}.member.attributeType");
            attributes[attribute.Text("AttributeName")!] = attribute.Text("AttributeType")!;
        }

        return attributes;
    }

    /// <summary>StreamSpecification, or null.</summary>
    public static (bool On, string? View)? Stream(Parameters parameters)
    {
        if (parameters.Inner("StreamSpecification") is not { } stream)
            return null;
        stream.NeedAt("StreamEnabled", "streamSpecification.streamEnabled");
        return (stream.Flag("StreamEnabled"), stream.Text("StreamViewType"));
    }

    /// <summary>SSESpecification, or null.</summary>
    public static (bool On, string? Key)? Encryption(Parameters parameters, string name = "SSESpecification")
    {
        if (parameters.Inner(name) is not { } sse)
            return null;
        var type = sse.Text("SSEType");
        var on = sse.Flag("Enabled", otherwise: type is not null);
        if (type is not (null or "KMS" or "AES256"))
            throw DynamoException.Validation($"1 validation error detected: Value '{type}' at 'sSESpecification.sSEType' failed to satisfy constraint: Member must satisfy enum value set: [AES256, KMS]");
        if (!on && type is not null)
            throw DynamoException.InvalidParameter("SSEType can not be specified if Enabled is false");
        return (on, sse.Text("KMSMasterKeyId"));
    }

    /// <summary>ProvisionedThroughput, or null: with one number it must have the other.</summary>
    public static (long Read, long Write)? Throughput(Parameters parameters, string name = "ProvisionedThroughput")
    {
        if (parameters.Inner(name) is not { } units)
            return null;
        units.NeedAt("WriteCapacityUnits", "provisionedThroughput.writeCapacityUnits");
        units.NeedAt("ReadCapacityUnits", "provisionedThroughput.readCapacityUnits");
        return (units.Integer("ReadCapacityUnits")!.Value, units.Integer("WriteCapacityUnits")!.Value);
    }

    /// <summary>OnDemandThroughput, or null.</summary>
    public static (long? Reads, long? Writes)? OnDemand(Parameters parameters) =>
        parameters.Inner("OnDemandThroughput") is { } bounds ? (bounds.Integer("MaxReadRequestUnits"), bounds.Integer("MaxWriteRequestUnits")) : null;

    private static long? Bound(long? asked) => asked < 0 ? null : asked;

    /// <summary>What a member of ReplicaUpdates wants otherwise than the table has; null for nothing.</summary>
    public static ReplicaOverrides? Overrides(Parameters of)
    {
        of.Refuse("OnDemandThroughputOverride");
        var indexes = of.Each("GlobalSecondaryIndexes").Where(i => ReadUnits(i) is not null)
            .DistinctBy(i => i.Text("IndexName") ?? "").ToDictionary(i => i.Text("IndexName") ?? "", i => ReadUnits(i)!.Value);
        var overrides = new ReplicaOverrides
        {
            KmsKey = of.Text("KMSMasterKeyId"), TableClass = of.Text("TableClassOverride"), ReadUnits = ReadUnits(of), IndexReadUnits = indexes,
        };
        return overrides is { KmsKey: null, TableClass: null, ReadUnits: null } && indexes.Count == 0 ? null : overrides;
    }

    private static long? ReadUnits(Parameters of) => of.Inner("ProvisionedThroughputOverride")?.Integer("ReadCapacityUnits");

    /// <summary>One of GlobalSecondaryIndexUpdates.</summary>
    public static IndexUpdate Index(Parameters update, int number)
    {
        var (create, change, delete) = (update.Inner("Create"), update.Inner("Update"), update.Inner("Delete"));
        if (new[] { create, change, delete }.Count(u => u is not null) != 1)
            throw DynamoException.InvalidParameter("One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must be specified");
        if (create is { } wanted)
            return new IndexUpdate(CreateTableCall.ReadIndex(wanted, local: false), null, null);
        var path = $"globalSecondaryIndexUpdates.{number}.member.{(change is null ? "delete" : "update")}";
        var of = change ?? delete!.Value;
        of.NeedAt("IndexName", $"{path}.indexName");
        if (change is null)
            return new IndexUpdate(null, null, of.Text("IndexName")!);
        of.NeedAt("ProvisionedThroughput", $"{path}.provisionedThroughput");
        return new IndexUpdate(null, (of.Text("IndexName")!, Throughput(of)!.Value), null);
    }
}
