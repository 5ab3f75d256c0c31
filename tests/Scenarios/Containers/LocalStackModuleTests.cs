using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.LocalStack;
using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>Testcontainers' own LocalStack module starts our emulator's image unchanged: for a test suite it is a drop-in.</summary>
public sealed class LocalStackModuleTests
{
    private static readonly BasicAWSCredentials Anyone = new("test", "test");

    [Fact]
    public async Task The_module_starts_our_image_and_the_AWS_SDK_talks_to_it()
    {
        await EngineRequirement.RequireAsync();
        var cancel = TestContext.Current.CancellationToken;
        TestcontainersSettings.ResourceReaperEnabled = false;
        var label = ContainerLab.NewName();
        await using var reaper = Reaper.Start($"activeactive.lab={label}");
        await using var container = new LocalStackBuilder("activeactive/aws-emulator")
            .WithLogger(NullLogger.Instance)
            .WithImagePullPolicy(PullPolicy.Never)
            // The module asks for it since LocalStack wants one; our image does not look at it.
            .WithEnvironment("LOCALSTACK_AUTH_TOKEN", "none")
            .WithLabel("activeactive.lab", label)
            .Build();
        await container.StartAsync(cancel);

        using var sqs = new AmazonSQSClient(Anyone, new AmazonSQSConfig { ServiceURL = container.GetConnectionString(), AuthenticationRegion = "us-east-1" });
        var queue = (await sqs.CreateQueueAsync("orders", cancel)).QueueUrl;
        await sqs.SendMessageAsync(queue, "hello", cancel);
        var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = 5 }, cancel);
        Assert.Equal("hello", Assert.Single(received.Messages).Body);

        using var dynamo = new AmazonDynamoDBClient(Anyone, new AmazonDynamoDBConfig { ServiceURL = container.GetConnectionString(), AuthenticationRegion = "us-east-1" });
        await dynamo.CreateTableAsync("people", [new KeySchemaElement("id", KeyType.HASH)], [new AttributeDefinition("id", ScalarAttributeType.S)], new ProvisionedThroughput(1, 1), cancel);
        await dynamo.PutItemAsync("people", new Dictionary<string, AttributeValue> { ["id"] = new("ada"), ["age"] = new() { N = "36" } }, cancel);
        Assert.Equal("36", (await dynamo.GetItemAsync("people", new Dictionary<string, AttributeValue> { ["id"] = new("ada") }, cancel)).Item["age"].N);
    }
}
