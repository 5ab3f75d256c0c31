using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.PartiQl;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>ExecuteTransaction: up to 100 PartiQL statements that all read or all write, all or none.</summary>
public sealed class ExecuteTransactionCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "ExecuteTransaction";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Capacity().Length("ClientRequestToken", 1, 36)
            .NotNull("TransactStatements").Length("TransactStatements", 1, DynamoLimits.TransactionItems).Check();
        var statements = parameters.Each("TransactStatements").Select((s, i) => (Parameters: s, Statement: Read(s, i))).ToList();
        if (statements.Select(s => s.Statement.Reads).Distinct().Count() > 1)
            throw DynamoException.Validation("ExecuteTransaction API does not support both read and write operations in the same request.");
        answer.WriteStartObject();
        if (statements[0].Statement.Reads)
        {
            var pages = await request.Run(new TransactSelect { Selects = [.. statements.Select(s => Statements.Select(s.Statement, s.Parameters, "ExecuteTransaction"))] });
            answer.WriteStartArray("Responses");
            foreach (var page in pages)
            {
                answer.WriteStartObject();
                if (page.Items!.Count > 0)
                {
                    answer.WritePropertyName("Item");
                    JsonItems.Write(answer, page.Items[0]);
                }

                answer.WriteEndObject();
            }

            answer.WriteEndArray();
        }
        else
        {
            StatementWrite[] writes = [.. statements.Select(s => Statements.Write(s.Statement, s.Parameters))];
            await request.Run(new TransactStatements { Writes = writes });
            var result = await request.Run(new TransactWriteItems
            {
                Actions = writes,
                Token = parameters.Text("ClientRequestToken"),
                Request = parameters.Digest("TransactStatements"),
            });
            answer.WriteStartArray("Responses");
            answer.WriteEndArray();
            Answers.WriteCapacities(request, result.Units, answer, result.IsRepetition ? "ReadCapacityUnits" : "WriteCapacityUnits");
        }

        answer.WriteEndObject();
    }

    /// <summary>A statement of a transaction; what its parameters lack is told without its number.</summary>
    private static Statement Read(Parameters from, int number)
    {
        var (text, values) = (Statements.Check(from).Text("Statement")!, Statements.Values(from));
        return TransactStatements.Of(number, () => StatementParser.Parse(text, values) is { Returning: "NONE" } statement
            ? statement
            : throw DynamoException.Validation("RETURNING clause is not supported in ExecuteTransaction."));
    }
}
