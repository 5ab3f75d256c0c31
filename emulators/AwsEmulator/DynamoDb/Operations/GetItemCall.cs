using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Operations;

/// <summary>GetItem.</summary>
public sealed class GetItemCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "GetItem";

    /// <inheritdoc/>
    public ErrorWords Words => ErrorWords.Newer;

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Capacity().Length("AttributesToGet", 1, 255).TableName().NotNull("Key").Check();
        parameters.RefuseMixture(["ProjectionExpression"], ["AttributesToGet"]);
        var operation = new GetItem
        {
            Table = parameters.Table,
            Key = parameters.NeedItem("Key"),
            ProjectionText = parameters.Text("ProjectionExpression"),
            AttributesToGet = parameters.Strings("AttributesToGet"),
            Input = parameters.Expressions(),
            Consistent = parameters.Flag("ConsistentRead"),
        };
        var result = await request.Run(operation);
        answer.WriteStartObject();
        if (result.Item is not null)
        {
            answer.WritePropertyName("Item");
            JsonItems.Write(answer, result.Item);
        }

        Answers.WriteCapacity(request, operation.Table, result.Capacity, answer);
        answer.WriteEndObject();
    }
}
