using System.Text.Json;
using ActiveActive.Engine.DynamoDb.Settings;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>UpdateContributorInsights. The answer says ENABLING or DISABLING; it is done when it is asked for.</summary>
public sealed class UpdateContributorInsightsCall : IDynamoCall
{
    /// <inheritdoc/>
    public string Name => "UpdateContributorInsights";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).TableName().Name("IndexName").NotNull("ContributorInsightsAction").Enum("ContributorInsightsAction", "ENABLE", "DISABLE")
            .Enum("ContributorInsightsMode", "ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS").Check();
        var index = parameters.Text("IndexName");
        var table = await request.Run(new ContributorInsights
        {
            Table = parameters.Table, IndexName = index, Action = parameters.Text("ContributorInsightsAction"), Mode = parameters.Text("ContributorInsightsMode"),
        });
        answer.WriteStartObject();
        JsonInsights.Write(answer, table.Definition.Name, index ?? "", table.Settings.Insights.GetValueOrDefault(index ?? ""), changing: true);
        answer.WriteEndObject();
    }
}
