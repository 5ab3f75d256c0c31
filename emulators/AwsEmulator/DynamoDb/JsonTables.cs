using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>A table's description as JSON.</summary>
internal static class JsonTables
{
    private const string Account = "000000000000";

    /// <summary>Writes a TableDescription.</summary>
    public static void Write(Utf8JsonWriter json, TableDescription table, string region, string status)
    {
        var definition = table.Definition;
        var keys = KeysOf(definition);
        json.WriteStartObject();
        json.WriteString("TableName", definition.Name);
        json.WriteString("TableId", definition.Id);
        json.WriteString("TableArn", Arn(region, definition.Name));
        json.WriteString("TableStatus", status);
        json.WriteNumber("CreationDateTime", Seconds(definition.Created));
        json.WriteNumber("ItemCount", table.ItemCount);
        json.WriteNumber("TableSizeBytes", table.Bytes);
        json.WriteBoolean("DeletionProtectionEnabled", definition.DeletionProtected);
        json.WriteStartArray("AttributeDefinitions");
        foreach (var key in keys.Concat(definition.Indexes.SelectMany(i => i.Keys)).DistinctBy(k => k.Name).OrderBy(k => k.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("AttributeName", key.Name);
            json.WriteString("AttributeType", key.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteKeys(json, keys, 1);
        json.WriteStartObject("BillingModeSummary");
        json.WriteString("BillingMode", definition.PayPerRequest ? "PAY_PER_REQUEST" : "PROVISIONED");
        if (definition.PayPerRequest)
            json.WriteNumber("LastUpdateToPayPerRequestDateTime", Seconds(table.Settings.OnDemandSince ?? definition.Created));
        json.WriteEndObject();
        WriteUnits(json, definition.ReadUnits, definition.WriteUnits);
        WriteIndexes(json, "LocalSecondaryIndexes", table, region, local: true);
        WriteIndexes(json, "GlobalSecondaryIndexes", table, region, local: false);
        WriteSettings(json, table, region);
        WriteRestored(json, table.Settings.Restored, inProgress: status == "CREATING");
        WriteReplicas(json, table);
        json.WriteEndObject();
    }

    /// <summary>A time as AWS's JSON has it: seconds since 1970, to the millisecond.</summary>
    public static double Seconds(DateTimeOffset time) => Math.Round((time - DateTimeOffset.UnixEpoch).TotalSeconds, 3);

    /// <summary>The ARN of a table.</summary>
    public static string Arn(string region, string table) => $"arn:aws:dynamodb:{region}:{Account}:table/{table}";

    /// <summary>KeySchema of a table.</summary>
    public static void WriteKeys(Utf8JsonWriter json, TableDefinition definition) => WriteKeys(json, KeysOf(definition), 1);

    /// <summary>ProvisionedThroughput.</summary>
    public static void WriteUnits(Utf8JsonWriter json, long read, long write)
    {
        json.WriteStartObject("ProvisionedThroughput");
        json.WriteNumber("NumberOfDecreasesToday", 0);
        json.WriteNumber("ReadCapacityUnits", read);
        json.WriteNumber("WriteCapacityUnits", write);
        json.WriteEndObject();
    }

    /// <summary>SSEDescription of a table with a key of KMS.</summary>
    public static void WriteEncryption(Utf8JsonWriter json, string key, string region)
    {
        json.WriteStartObject("SSEDescription");
        json.WriteString("Status", "ENABLED");
        json.WriteString("SSEType", "KMS");
        json.WriteString("KMSMasterKeyArn", key.StartsWith("arn:", StringComparison.Ordinal) ? key : $"arn:aws:kms:{region}:{Account}:{(key.Contains('/', StringComparison.Ordinal) ? "" : "key/")}{key}");
        json.WriteEndObject();
    }

    /// <summary>The indexes of a table that is only remembered.</summary>
    public static void WriteIndexes(Utf8JsonWriter json, TableDefinition definition, bool local)
    {
        if (!definition.Indexes.Any(i => i.Local == local))
            return;
        json.WriteStartArray(local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes");
        foreach (var index in definition.Indexes.Where(i => i.Local == local))
        {
            json.WriteStartObject();
            json.WriteString("IndexName", index.Name);
            WriteKeys(json, index.Keys, index.HashKeys.Count);
            WriteProjection(json, index);
            if (!local)
                WriteUnits(json, index.ReadUnits, index.WriteUnits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static KeyAttribute[] KeysOf(TableDefinition definition) => definition.Range is null ? [definition.Hash] : [definition.Hash, definition.Range];

    private static void WriteRestored(Utf8JsonWriter json, RestoredFrom? restored, bool inProgress)
    {
        if (restored is null)
            return;
        json.WriteStartObject("RestoreSummary");
        if (restored.BackupArn is not null)
            json.WriteString("SourceBackupArn", restored.BackupArn);
        json.WriteString("SourceTableArn", restored.TableArn);
        json.WriteNumber("RestoreDateTime", Seconds(restored.Time));
        json.WriteBoolean("RestoreInProgress", inProgress);
        json.WriteEndObject();
    }

    private static void WriteProjection(Utf8JsonWriter json, IndexDefinition index)
    {
        json.WriteStartObject("Projection");
        json.WriteString("ProjectionType", index.Projection);
        if (index.NonKeyAttributes.Count > 0)
        {
            json.WriteStartArray("NonKeyAttributes");
            foreach (var attribute in index.NonKeyAttributes)
                json.WriteStringValue(attribute);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, TableDescription table, string region)
    {
        if (table.Settings.TableClass is { } tableClass)
        {
            json.WriteStartObject("TableClassSummary");
            json.WriteString("TableClass", tableClass);
            json.WriteEndObject();
        }

        if (table.Definition.PayPerRequest && (table.Settings.MostReads ?? table.Settings.MostWrites) is not null)
        {
            json.WriteStartObject("OnDemandThroughput");
            json.WriteNumber("MaxReadRequestUnits", table.Settings.MostReads ?? -1);
            json.WriteNumber("MaxWriteRequestUnits", table.Settings.MostWrites ?? -1);
            json.WriteEndObject();
        }

        if (table.Settings.KmsKey is { } key)
            WriteEncryption(json, key, region);

        if (table.Stream is not { } stream)
            return;
        if (stream.On)
        {
            json.WriteStartObject("StreamSpecification");
            json.WriteBoolean("StreamEnabled", true);
            json.WriteString("StreamViewType", stream.View);
            json.WriteEndObject();
        }

        json.WriteString("LatestStreamLabel", StreamNames.Label(stream.Began));
        json.WriteString("LatestStreamArn", StreamNames.Arn(region, table.Definition.Name, stream.Began));
    }

    private static void WriteKeys(Utf8JsonWriter json, IReadOnlyList<KeyAttribute> keys, int hashes)
    {
        json.WriteStartArray("KeySchema");
        for (var i = 0; i < keys.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("AttributeName", keys[i].Name);
            json.WriteString("KeyType", i < hashes ? "HASH" : "RANGE");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIndexes(Utf8JsonWriter json, string name, TableDescription table, string region, bool local)
    {
        if (!table.Indexes.Any(i => i.Index.Local == local))
            return;
        json.WriteStartArray(name);
        foreach (var (index, items, bytes) in table.Indexes.Where(i => i.Index.Local == local))
        {
            json.WriteStartObject();
            json.WriteString("IndexName", index.Name);
            json.WriteString("IndexArn", $"arn:aws:dynamodb:{region}:{Account}:table/{table.Definition.Name}/index/{index.Name}");
            WriteKeys(json, index.Keys, index.HashKeys.Count);
            WriteProjection(json, index);
            json.WriteNumber("IndexSizeBytes", bytes);
            json.WriteNumber("ItemCount", items);
            if (!local)
                WriteGlobal(json, index, table.Definition.PayPerRequest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteGlobal(Utf8JsonWriter json, IndexDefinition index, bool payPerRequest)
    {
        json.WriteString("IndexStatus", "ACTIVE");
        WriteUnits(json, payPerRequest ? 0 : index.ReadUnits, payPerRequest ? 0 : index.WriteUnits);
    }

    private static void WriteReplicas(Utf8JsonWriter json, TableDescription table)
    {
        if (table.Replicas.Count == 0)
            return;
        json.WriteString("GlobalTableVersion", "2019.11.21");
        json.WriteStartArray("Replicas");
        foreach (var (region, active) in table.Replicas)
        {
            json.WriteStartObject();
            json.WriteString("RegionName", region);
            json.WriteString("ReplicaStatus", active ? "ACTIVE" : "CREATING");
            if (table.Overrides.TryGetValue(region, out var overrides))
                WriteOverrides(json, overrides);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOverrides(Utf8JsonWriter json, ReplicaOverrides overrides)
    {
        if (overrides.KmsKey is { } key)
            json.WriteString("KMSMasterKeyId", key);
        if (overrides.TableClass is { } tableClass)
        {
            json.WriteStartObject("ReplicaTableClassSummary");
            json.WriteString("TableClass", tableClass);
            json.WriteEndObject();
        }

        WriteReadUnits(json, overrides.ReadUnits);
        if (overrides.IndexReadUnits.Count == 0)
            return;
        json.WriteStartArray("GlobalSecondaryIndexes");
        foreach (var (index, units) in overrides.IndexReadUnits)
        {
            json.WriteStartObject();
            json.WriteString("IndexName", index);
            WriteReadUnits(json, units);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReadUnits(Utf8JsonWriter json, long? units)
    {
        if (units is null)
            return;
        json.WriteStartObject("ProvisionedThroughputOverride");
        json.WriteNumber("ReadCapacityUnits", units.Value);
        json.WriteEndObject();
    }
}
