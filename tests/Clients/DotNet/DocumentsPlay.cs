using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using Xunit;

namespace ActiveActive.ClientTests.DotNet;

/// <summary>The SDK's own layer above the operations, which builds its requests by itself. It finds 600 items under "one".</summary>
internal sealed class DocumentsPlay(IAmazonDynamoDB db, string name)
{
    public async Task Play()
    {
        var table = new TableBuilder(db, name).AddHashKey("id", DynamoDBEntryType.String).AddRangeKey("at", DynamoDBEntryType.Numeric).Build();
        await table.PutItemAsync(new Document { ["id"] = "doc", ["at"] = 1, ["tags"] = new List<string> { "a", "b" }, ["deep"] = new Document { ["yes"] = DynamoDBBool.True } });
        var got = await table.GetItemAsync("doc", 1);
        Assert.True(got["deep"].AsDocument()["yes"].AsBoolean());
        Assert.Equal(["a", "b"], got["tags"].AsListOfString().Order());
        var filter = new QueryFilter("id", QueryOperator.Equal, "one");
        filter.AddCondition("at", QueryOperator.Between, 3, 5);
        Assert.Equal([3, 4, 5], (await table.Query(filter).GetRemainingAsync()).Select(d => d["at"].AsInt()));
    }
}
