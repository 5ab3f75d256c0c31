using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;

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

        WriteCapacity(request, table, result.Capacity, answer);
        if (result.Collection is not null && request.Parameters.Text("ReturnItemCollectionMetrics") == "SIZE")
        {
            answer.WritePropertyName("ItemCollectionMetrics");
            WriteCollection(result.Collection, answer);
        }

        answer.WriteEndObject();
    }

    /// <summary>ItemCollectionMetrics of one collection; AWS estimates in steps of a gigabyte.</summary>
    public static void WriteCollection(IReadOnlyDictionary<string, AttributeValue> key, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        answer.WritePropertyName("ItemCollectionKey");
        JsonItems.Write(answer, key);
        answer.WriteStartArray("SizeEstimateRangeGB");
        answer.WriteNumberValue(0);
        answer.WriteNumberValue(1);
        answer.WriteEndArray();
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

        WriteCapacity(request, table, page.Capacity, answer);
        answer.WriteEndObject();
    }

    /// <summary>ItemCollectionMetrics of several tables.</summary>
    public static void WriteCollections(IEnumerable<(string Table, IEnumerable<IReadOnlyDictionary<string, AttributeValue>> Keys)> collections, Utf8JsonWriter answer)
    {
        answer.WriteStartObject("ItemCollectionMetrics");
        foreach (var (table, keys) in collections)
        {
            answer.WriteStartArray(table);
            foreach (var key in keys)
                WriteCollection(key, answer);
            answer.WriteEndArray();
        }

        answer.WriteEndObject();
    }

    /// <summary>Why a transaction was cancelled.</summary>
    public static void WriteReasons(IReadOnlyList<CancellationReason> reasons, Utf8JsonWriter answer)
    {
        answer.WriteStartArray("CancellationReasons");
        foreach (var reason in reasons)
        {
            answer.WriteStartObject();
            answer.WriteString("Code", reason.Code);
            if (reason.Message is not null)
                answer.WriteString("Message", reason.Message);
            if (reason.Item is not null)
            {
                answer.WritePropertyName("Item");
                JsonItems.Write(answer, reason.Item);
            }

            answer.WriteEndObject();
        }

        answer.WriteEndArray();
    }

    /// <summary>ConsumedCapacity of one table, if it was asked for.</summary>
    public static void WriteCapacity(DynamoRequest request, string table, Capacity units, Utf8JsonWriter answer)
    {
        if (request.Parameters.Text("ReturnConsumedCapacity") is null or "NONE")
            return;
        answer.WritePropertyName("ConsumedCapacity");
        WriteUnits(request, table, units, answer);
    }

    /// <summary>ConsumedCapacity of several tables, if it was asked for.</summary>
    public static void WriteCapacities(DynamoRequest request, IReadOnlyDictionary<string, Capacity> units, Utf8JsonWriter answer, string? kind = null)
    {
        if (request.Parameters.Text("ReturnConsumedCapacity") is null or "NONE")
            return;
        answer.WriteStartArray("ConsumedCapacity");
        foreach (var (table, consumed) in units)
            WriteUnits(request, table, consumed, answer, kind);
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

    /// <summary>ConsumedCapacity of one table: the sum, and with INDEXES its parts.</summary>
    private static void WriteUnits(DynamoRequest request, string table, Capacity units, Utf8JsonWriter answer, string? kind = null)
    {
        answer.WriteStartObject();
        answer.WriteString("TableName", table);
        answer.WriteNumber("CapacityUnits", units.Total);
        if (kind is not null)
            answer.WriteNumber(kind, units.Total);
        if (request.Parameters.Text("ReturnConsumedCapacity") == "INDEXES")
        {
            answer.WriteStartObject("Table");
            answer.WriteNumber("CapacityUnits", units.Table);
            if (kind is not null)
                answer.WriteNumber(kind, units.Table);
            answer.WriteEndObject();
            WriteIndexes("LocalSecondaryIndexes", units.Local, answer, kind);
            WriteIndexes("GlobalSecondaryIndexes", units.Global, answer, kind);
        }

        answer.WriteEndObject();
    }

    private static void WriteIndexes(string name, SortedDictionary<string, double>? units, Utf8JsonWriter answer, string? kind)
    {
        if (units is null)
            return;
        answer.WriteStartObject(name);
        foreach (var (index, consumed) in units)
        {
            answer.WriteStartObject(index);
            answer.WriteNumber("CapacityUnits", consumed);
            if (kind is not null)
                answer.WriteNumber(kind, consumed);
            answer.WriteEndObject();
        }

        answer.WriteEndObject();
    }
}
