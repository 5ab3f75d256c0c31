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
        KeyAttribute[] keys = definition.Range is null ? [definition.Hash] : [definition.Hash, definition.Range];
        json.WriteStartObject();
        json.WriteString("TableName", definition.Name);
        json.WriteString("TableId", definition.Id);
        json.WriteString("TableArn", $"arn:aws:dynamodb:{region}:{Account}:table/{definition.Name}");
        json.WriteString("TableStatus", status);
        json.WriteNumber("CreationDateTime", Seconds(definition.Created));
        json.WriteNumber("ItemCount", table.ItemCount);
        json.WriteNumber("TableSizeBytes", table.Bytes);
        json.WriteBoolean("DeletionProtectionEnabled", definition.DeletionProtected);
        json.WriteStartArray("AttributeDefinitions");
        foreach (var key in keys.OrderBy(k => k.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("AttributeName", key.Name);
            json.WriteString("AttributeType", key.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("KeySchema");
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteString("AttributeName", key.Name);
            json.WriteString("KeyType", key == definition.Hash ? "HASH" : "RANGE");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("BillingModeSummary");
        json.WriteString("BillingMode", definition.PayPerRequest ? "PAY_PER_REQUEST" : "PROVISIONED");
        if (definition.PayPerRequest)
            json.WriteNumber("LastUpdateToPayPerRequestDateTime", Seconds(table.Settings.OnDemandSince ?? definition.Created));
        json.WriteEndObject();
        json.WriteStartObject("ProvisionedThroughput");
        json.WriteNumber("NumberOfDecreasesToday", 0);
        json.WriteNumber("ReadCapacityUnits", definition.ReadUnits);
        json.WriteNumber("WriteCapacityUnits", definition.WriteUnits);
        json.WriteEndObject();
        WriteSettings(json, table, region);
        WriteReplicas(json, table);
        json.WriteEndObject();
    }

    /// <summary>A time as AWS's JSON has it: seconds since 1970, to the millisecond.</summary>
    public static double Seconds(DateTimeOffset time) => Math.Round((time - DateTimeOffset.UnixEpoch).TotalSeconds, 3);

    private static void WriteSettings(Utf8JsonWriter json, TableDescription table, string region)
    {
        if (table.Settings.TableClass is { } tableClass)
        {
            json.WriteStartObject("TableClassSummary");
            json.WriteString("TableClass", tableClass);
            json.WriteEndObject();
        }

        if (table.Settings.KmsKey is { } key)
        {
            json.WriteStartObject("SSEDescription");
            json.WriteString("Status", "ENABLED");
            json.WriteString("SSEType", "KMS");
            json.WriteString("KMSMasterKeyArn", key.StartsWith("arn:", StringComparison.Ordinal) ? key : $"arn:aws:kms:{region}:{Account}:{(key.Contains('/', StringComparison.Ordinal) ? "" : "key/")}{key}");
            json.WriteEndObject();
        }

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
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
