using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Backups;

namespace ActiveActive.AwsEmulator.DynamoDb.Backups;

/// <summary>Backups as JSON.</summary>
internal static class JsonBackups
{
    /// <summary>The members of BackupDetails, into an object that is open.</summary>
    public static void WriteDetails(Utf8JsonWriter json, Backup backup, string region, string status)
    {
        json.WriteString("BackupArn", backup.Arn(region));
        json.WriteString("BackupName", backup.Kept.Name);
        json.WriteNumber("BackupCreationDateTime", JsonTables.Seconds(backup.Kept.At));
        json.WriteString("BackupStatus", status);
        json.WriteString("BackupType", backup.Kept.Type);
        json.WriteNumber("BackupSizeBytes", backup.Bytes);
    }

    /// <summary>An answer that is a BackupDescription.</summary>
    public static void Write(Utf8JsonWriter json, Backup backup, string region, string status)
    {
        var (definition, settings) = (backup.Definition, backup.Kept.Settings);
        json.WriteStartObject();
        json.WriteStartObject("BackupDescription");
        json.WriteStartObject("BackupDetails");
        WriteDetails(json, backup, region, status);
        json.WriteEndObject();
        json.WriteStartObject("SourceTableDetails");
        json.WriteString("TableName", definition.Name);
        json.WriteString("TableId", definition.Id);
        json.WriteString("TableArn", JsonTables.Arn(region, definition.Name));
        json.WriteNumber("TableSizeBytes", backup.Bytes);
        json.WriteNumber("ItemCount", backup.Items.Count);
        json.WriteNumber("TableCreationDateTime", JsonTables.Seconds(definition.Created));
        json.WriteString("BillingMode", definition.PayPerRequest ? "PAY_PER_REQUEST" : "PROVISIONED");
        JsonTables.WriteKeys(json, definition);
        JsonTables.WriteUnits(json, definition.ReadUnits, definition.WriteUnits);
        json.WriteEndObject();
        json.WriteStartObject("SourceTableFeatureDetails");
        JsonTables.WriteIndexes(json, definition, local: true);
        JsonTables.WriteIndexes(json, definition, local: false);
        if (backup.Kept.StreamView is { } view)
        {
            json.WriteStartObject("StreamDescription");
            json.WriteBoolean("StreamEnabled", true);
            json.WriteString("StreamViewType", view);
            json.WriteEndObject();
        }

        json.WriteStartObject("TimeToLiveDescription");
        json.WriteString("TimeToLiveStatus", settings.TtlAttribute is null ? "DISABLED" : "ENABLED");
        if (settings.TtlAttribute is { } attribute)
            json.WriteString("AttributeName", attribute);
        json.WriteEndObject();
        if (settings.KmsKey is { } key)
            JsonTables.WriteEncryption(json, key, region);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
