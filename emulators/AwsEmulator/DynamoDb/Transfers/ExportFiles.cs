using System.IO.Compression;
using System.Text.Json;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>The files of an export, laid out as AWS lays them out: a line of DynamoDB JSON for each item, compressed, and two manifests.</summary>
internal static class ExportFiles
{
    /// <summary>Writes them and answers the key of the manifest.</summary>
    public static string Write(string folder, string prefix, string exportId, IReadOnlyList<Item> items, IReadOnlyDictionary<string, string> summary)
    {
        var root = $"{(prefix.Length == 0 ? "" : prefix.TrimEnd('/') + "/")}AWSDynamoDB/{exportId}/";
        var dataKey = $"{root}data/{exportId[^8..]}0000.json.gz";
        using (var file = File.Create(Buckets.FileOf(folder, dataKey)))
        using (var compressed = new GZipStream(file, CompressionLevel.Fastest))
        {
            foreach (var item in items)
            {
                using (var json = new Utf8JsonWriter(compressed))
                {
                    json.WriteStartObject();
                    json.WritePropertyName("Item");
                    JsonItems.Write(json, item);
                    json.WriteEndObject();
                }

                compressed.WriteByte((byte)'\n');
            }
        }

        WriteJson(folder, root + "manifest-files.json", json =>
        {
            json.WriteNumber("itemCount", items.Count);
            json.WriteString("dataFileS3Key", dataKey);
        });
        WriteJson(folder, root + "manifest-summary.json", json =>
        {
            json.WriteString("version", "2020-06-30");
            foreach (var (name, value) in summary)
                json.WriteString(name, value);
            json.WriteNumber("itemCount", items.Count);
            json.WriteString("manifestFilesS3Key", root + "manifest-files.json");
            json.WriteString("outputFormat", "DYNAMODB_JSON");
        });
        return root + "manifest-summary.json";
    }

    private static void WriteJson(string folder, string key, Action<Utf8JsonWriter> members)
    {
        using var file = File.Create(Buckets.FileOf(folder, key));
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    }
}
