using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>DescribeContributorInsights, of a table or a global index. It cannot be enabled here, so it is disabled.</summary>
public sealed class DescribeContributorInsightsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeContributorInsights";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        new Constraints(request.Parameters).NotNull("TableName").Check();
        var table = await request.Run(new DescribeTable { Name = request.Parameters.Table });
        var index = request.Parameters.Text("IndexName");
        if (index is not null && !table.Indexes.Any(i => i.Index.Name == index && !i.Index.Local))
            throw new DynamoException("ResourceNotFoundException", $"Requested resource not found: Table: {table.Definition.Name} Index: {index} not found");
        answer.WriteStartObject();
        answer.WriteString("TableName", table.Definition.Name);
        if (index is not null)
            answer.WriteString("IndexName", index);
        answer.WriteString("ContributorInsightsStatus", "DISABLED");
        answer.WriteEndObject();
    }
}
