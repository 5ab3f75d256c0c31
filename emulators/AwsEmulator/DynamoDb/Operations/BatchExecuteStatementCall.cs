using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.PartiQl;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>BatchExecuteStatement: up to 25 statements, each of one item, each with an outcome of its own.</summary>
public sealed class BatchExecuteStatementCall : IDynamoCall
{
    private const int MostStatements = 25;

    /// <inheritdoc/>
    public string Name => "BatchExecuteStatement";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Capacity().NotNull("Statements").Length("Statements", 1, MostStatements).Check();
        var statements = parameters.Each("Statements").Select(s => (Parameters: Statements.Check(s), Read: Read(s))).ToList();
        if (statements.Where(s => s.Read.Statement is not null).Select(s => s.Read.Statement!.Reads).Distinct().Count() > 1)
            throw DynamoException.Validation("Statements in a batch must be either all read or all write operations");
        var units = new SortedDictionary<string, Capacity>(StringComparer.Ordinal);
        answer.WriteStartObject();
        answer.WriteStartArray("Responses");
        foreach (var (from, (statement, wrong)) in statements)
        {
            answer.WriteStartObject();
            try
            {
                var (item, capacity) = await Run(request, from, statement ?? throw wrong!);
                if (item is not null)
                {
                    answer.WritePropertyName("Item");
                    JsonItems.Write(answer, item);
                }

                if (!units.TryGetValue(statement.Table, out var consumed))
                    units[statement.Table] = consumed = new Capacity();
                consumed.Add(capacity);
                answer.WriteString("TableName", statement.Table);
            }
            catch (DynamoException error)
            {
                WriteError(error, answer);
                // Only a statement that came as far as its table names it.
                if (error.Code is "ConditionalCheckFailedException" or "DuplicateItemException")
                    answer.WriteString("TableName", statement!.Table);
            }

            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        Answers.WriteCapacities(request, units, answer);
        answer.WriteEndObject();
    }

    /// <summary>A statement, or why it is none: that is its own outcome and not the batch's.</summary>
    private static (Statement? Statement, DynamoException? Wrong) Read(Parameters from)
    {
        try
        {
            return (Statements.Read(from), null);
        }
        catch (DynamoException wrong) when (wrong.Code == "ValidationException")
        {
            return (null, wrong);
        }
    }

    private static async Task<(Item? Item, Capacity Capacity)> Run(DynamoRequest request, Parameters from, Statement statement)
    {
        if (statement.Reads)
        {
            var page = await request.Run(Statements.Select(statement, from, "BatchExecuteStatement"));
            return (page.Items!.FirstOrDefault(), page.Capacity);
        }

        var written = await request.Run(Statements.Write(statement, from));
        return (written.Attributes, written.Capacity);
    }

    private static void WriteError(DynamoException error, Utf8JsonWriter answer)
    {
        answer.WriteStartObject("Error");
        answer.WriteString("Code", error.Code switch
        {
            "ConditionalCheckFailedException" => "ConditionalCheckFailed",
            "DuplicateItemException" => "DuplicateItem",
            "ResourceNotFoundException" => "ResourceNotFound",
            "ValidationException" => "ValidationError",
            _ => "InternalServerError",
        });
        answer.WriteString("Message", error.Message);
        if (error.Item is not null)
        {
            answer.WritePropertyName("Item");
            JsonItems.Write(answer, error.Item);
        }

        answer.WriteEndObject();
    }
}
