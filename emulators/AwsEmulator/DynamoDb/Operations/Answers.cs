using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>The parts that several operations' answers share.</summary>
internal static class Answers
{
    /// <summary>The answer of a write of one item.</summary>
    public static void Write(DynamoRequest request, string table, WriteResult result, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        if (result.Attributes is not null)
        {
            answer.WritePropertyName("Attributes");
            JsonItems.Write(answer, result.Attributes);
        }

        WriteCapacity(request, table, result.Units, answer);
        answer.WriteEndObject();
    }

    /// <summary>The answer of a page.</summary>
    public static void Write(DynamoRequest request, string table, PageResult page, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        if (page.Items is not null)
        {
            answer.WriteStartArray("Items");
            foreach (var item in page.Items)
                JsonItems.Write(answer, item);
            answer.WriteEndArray();
        }

        answer.WriteNumber("Count", page.Count);
        answer.WriteNumber("ScannedCount", page.ScannedCount);
        if (page.LastKey is not null)
        {
            answer.WritePropertyName("LastEvaluatedKey");
            JsonItems.Write(answer, page.LastKey);
        }

        WriteCapacity(request, table, page.Units, answer);
        answer.WriteEndObject();
    }

    /// <summary>ConsumedCapacity of one table, if it was asked for.</summary>
    public static void WriteCapacity(DynamoRequest request, string table, double units, Utf8JsonWriter answer)
    {
        if (request.Parameters.Text("ReturnConsumedCapacity") is null or "NONE")
            return;
        answer.WritePropertyName("ConsumedCapacity");
        WriteUnits(table, units, answer);
    }

    /// <summary>ConsumedCapacity of several tables, if it was asked for.</summary>
    public static void WriteCapacities(DynamoRequest request, IReadOnlyDictionary<string, double> units, Utf8JsonWriter answer)
    {
        if (request.Parameters.Text("ReturnConsumedCapacity") is null or "NONE")
            return;
        answer.WriteStartArray("ConsumedCapacity");
        foreach (var (table, consumed) in units)
            WriteUnits(table, consumed, answer);
        answer.WriteEndArray();
    }

    /// <summary>An answer that is a table under one name.</summary>
    public static void Write(DynamoRequest request, string name, TableDescription table, string status, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        answer.WritePropertyName(name);
        JsonTables.Write(answer, table, request.Region, status);
        answer.WriteEndObject();
    }

    private static void WriteUnits(string table, double units, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        answer.WriteString("TableName", table);
        answer.WriteNumber("CapacityUnits", units);
        answer.WriteEndObject();
    }
}
