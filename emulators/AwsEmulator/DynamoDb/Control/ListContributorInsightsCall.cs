using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Settings;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.AwsEmulator.DynamoDb.Control;

/// <summary>ListContributorInsights: of one table or all, each table and index whose insights were ever switched.</summary>
public sealed class ListContributorInsightsCall : IDynamoCall
{
    private const int Most = 100;

    /// <inheritdoc/>
    public string Name => "ListContributorInsights";

    /// <inheritdoc/>
    public async Task Answer(DynamoRequest request, Utf8JsonWriter answer)
    {
        var parameters = new Constraints(request.Parameters).Name("TableName").Range("MaxResults", -1, Most).Check();
        IReadOnlyList<TableDescription> tables = parameters.Find("TableName") is not null
            ? [await request.Run(new ContributorInsights { Table = parameters.Table })]
            : await request.Run(new DescribeTables());
        var all = tables.SelectMany(t => t.Settings.Insights.Select(i => (t.Definition.Name, Index: i.Key, Entry: i.Value))).ToList();
        var limit = parameters.Integer("MaxResults") is { } most and > 0 ? most : Most;
        var from = PageNumbers.Read(parameters.Text("NextToken"));
        answer.WriteStartObject();
        answer.WriteStartArray("ContributorInsightsSummaries");
        foreach (var (table, index, entry) in all.Skip(from).Take(limit))
        {
            answer.WriteStartObject();
            JsonInsights.Write(answer, table, index, entry);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        PageNumbers.Write(answer, from + limit, all.Count);
        answer.WriteEndObject();
    }
}
