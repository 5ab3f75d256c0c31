using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Settings;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>DescribeContributorInsights.</summary>
public sealed class DescribeContributorInsightsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "DescribeContributorInsights";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).TableName().Name("IndexName").Check();
        var index = parameters.Text("IndexName");
        var table = await request.Run(new ContributorInsights { Table = parameters.Table, IndexName = index });
        var insights = table.Settings.Insights.GetValueOrDefault(index ?? "");
        answer.WriteStartObject();
        JsonInsights.Write(answer, table.Definition.Name, index ?? "", insights);
        JsonInsights.WriteRules(answer, table, index ?? "", insights);
        answer.WriteEndObject();
    }
}
