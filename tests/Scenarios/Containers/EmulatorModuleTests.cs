using ActiveActive.ScenarioTests.Processes;
using ActiveActive.Testcontainers;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>Our own Testcontainers module: what it is told holds in the container, and two of them make a table global.</summary>
public sealed class EmulatorModuleTests : IAsyncLifetime
{
    private const string Table = """
        {"TableName":"people","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
         "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]}
        """;

    private static readonly BasicAWSCredentials Anyone = new("test", "test");
    private readonly string _label = ContainerLab.NewName();
    private Reaper? _reaper;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await EngineRequirement.RequireAsync();
        TestcontainersSettings.ResourceReaperEnabled = false;
        _reaper = Reaper.Start($"activeactive.lab={_label}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_reaper is not null)
            await _reaper.DisposeAsync();
    }

    private AwsEmulatorBuilder Builder() => new AwsEmulatorBuilder()
        .WithLogger(NullLogger.Instance).WithImagePullPolicy(PullPolicy.Never).WithLabel("activeactive.lab", _label);

    private static AmazonDynamoDBClient Dynamo(AwsEmulatorContainer of) =>
        new(Anyone, new AmazonDynamoDBConfig { ServiceURL = of.GetConnectionString(), AuthenticationRegion = of.Region });

    [Fact]
    public async Task Its_region_and_resources_are_there_once_it_is_started()
    {
        await using var container = Builder().WithRegion("eu-west-1")
            .WithResources($$$"""{"queues":[{"QueueName":"orders","Attributes":{"VisibilityTimeout":"45"}}],"tables":[{{{Table}}}]}""").Build();
        await container.StartAsync(Cancel);
        using var sqs = new AmazonSQSClient(Anyone, new AmazonSQSConfig { ServiceURL = container.GetConnectionString(), AuthenticationRegion = container.Region });
        var queue = (await sqs.GetQueueUrlAsync("orders", Cancel)).QueueUrl;
        var attributes = await sqs.GetQueueAttributesAsync(queue, ["All"], Cancel);
        Assert.Equal(("arn:aws:sqs:eu-west-1:000000000000:orders", 45), (attributes.QueueARN, attributes.VisibilityTimeout));
        // The address of the queue is one that the caller can reach: with the port that the engine chose.
        Assert.Equal(container.GetEndpoint().Authority, new Uri(queue).Authority);
        using var dynamo = Dynamo(container);
        Assert.Equal("arn:aws:dynamodb:eu-west-1:000000000000:table/people", (await dynamo.DescribeTableAsync("people", Cancel)).Table.TableArn);
    }

    [Fact]
    public async Task Two_of_them_make_a_table_global()
    {
        await using var network = new NetworkBuilder().WithLabel("activeactive.lab", _label).Build();
        await using var east = Builder().WithNetwork(network).WithNetworkAliases("east").WithPeer("us-west-2", new Uri("http://west:4566"))
            .WithResources($$"""{"tables":[{{Table}}]}""").Build();
        await using var west = Builder().WithRegion("us-west-2").WithNetwork(network).WithNetworkAliases("west").WithPeer("us-east-1", new Uri("http://east:4566")).Build();
        await Task.WhenAll(east.StartAsync(Cancel), west.StartAsync(Cancel));
        using var toEast = Dynamo(east);
        using var toWest = Dynamo(west);
        var key = new Dictionary<string, AttributeValue> { ["id"] = new("ada") };
        await toEast.PutItemAsync("people", key, Cancel);
        await toEast.UpdateTableAsync(new UpdateTableRequest { TableName = "people", ReplicaUpdates = [new() { Create = new() { RegionName = "us-west-2" } }] }, Cancel);
        await WaitFor.ConditionAsync(
            async () =>
            {
                try
                {
                    return (await toWest.GetItemAsync("people", key, Cancel)).Item is { Count: 1 };
                }
                catch (ResourceNotFoundException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(30),
            "the item in the other region");
    }

    [Fact]
    public void Resources_that_are_no_JSON_are_told_before_anything_is_started() =>
        Assert.Contains("no JSON", Assert.Throws<ArgumentException>(() => new AwsEmulatorBuilder().WithResources("{")).Message, StringComparison.Ordinal);
}
