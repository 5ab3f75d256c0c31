using ActiveActive.ClientTests.DotNet;
using ActiveActive.ConformanceTests;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Xunit;

namespace ActiveActive.ClientTests;

/// <summary>The AWS SDK for .NET, version 4. What it knows are the methods of its clients.</summary>
public sealed class DotNetTests
{
    [Fact]
    public async Task The_SDK_for_NET_plays_every_action_of_SQS()
    {
        await using var regions = await Regions.Start();
        using var sqs = regions.East.Queues();
        await new SqsPlay(sqs).Play();
        await regions.AllWasPlayed(["sqs"], Known(typeof(Amazon.SQS.IAmazonSQS)));
    }

    [Fact]
    public async Task The_SDK_for_NET_plays_every_operation_of_DynamoDB()
    {
        await using var regions = await Regions.Start();
        var (east, west) = (regions.East.Client(), regions.West.Client());
        await new ItemsPlay(east).Play();
        await new TablesPlay(east, west).Play();
        // Its client of streams is a package of its own, and not played here; the other clients play streams.
        await regions.AllWasPlayed(["dynamodb"], Known(typeof(IAmazonDynamoDB)));
    }

    private static IEnumerable<string> Known(Type client) =>
        client.GetMethods().Select(m => m.Name).Where(n => n.EndsWith("Async", StringComparison.Ordinal)).Select(n => n[..^"Async".Length]).Distinct();
}
