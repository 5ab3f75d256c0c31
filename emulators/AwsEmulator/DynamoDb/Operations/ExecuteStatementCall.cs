using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>ExecuteStatement: one PartiQL statement.</summary>
public sealed class ExecuteStatementCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ExecuteStatement";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Capacity().Range("Limit", 1)
            .Enum("ReturnValuesOnConditionCheckFailure", "ALL_OLD", "NONE").NotNull("Statement").Check();
        var statement = Statements.Read(parameters);
        if (statement.Verb == "EXISTS")
            throw DynamoException.Validation("EXISTS is only allowed in ExecuteTransaction");
        if (!statement.Reads)
        {
            var written = await request.Run(Statements.Write(statement, parameters));
            WriteItems(written.Attributes is null ? [] : [written.Attributes], answer);
            Answers.WriteCapacity(request, statement.Table, written.Capacity, answer);
            answer.WriteEndObject();
            return;
        }

        var text = parameters.Text("Statement")!;
        var page = await request.Run(new SelectItems
        {
            Table = statement.Table, IndexName = statement.Index, Statement = statement, Consistent = parameters.Flag("ConsistentRead"),
            Limit = parameters.Integer("Limit"), StartKey = PageTokens.Read(parameters.Text("NextToken"), text),
        });
        WriteItems(page.Items!, answer);
        if (page.LastKey is not null)
        {
            answer.WriteString("NextToken", PageTokens.Write(page.LastKey, text));
            answer.WritePropertyName("LastEvaluatedKey");
            JsonItems.Write(answer, page.LastKey);
        }

        Answers.WriteCapacity(request, statement.Table, page.Capacity, answer);
        answer.WriteEndObject();
    }

    private static void WriteItems(IReadOnlyList<IReadOnlyDictionary<string, Engine.DynamoDb.Values.AttributeValue>> items, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        answer.WriteStartArray("Items");
        foreach (var item in items)
            JsonItems.Write(answer, item);
        answer.WriteEndArray();
    }
}
