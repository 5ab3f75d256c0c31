using System.Collections.Concurrent;
using ActiveActive.Contracts;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;

namespace ActiveActive.Hosting.Clients;

/// <summary>
/// One SDK client for each endpoint. A client keeps its connections to the address it was made for, so clients are keyed by
/// resolved host: after a failover the next call goes to the new host, not down an old connection. The SDK's own retries are
/// off; whoever calls decides, and history sees every attempt.
/// </summary>
public sealed class AwsClients(AwsOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<(string Url, string Region), AmazonSQSClient> _sqs = new();
    private readonly ConcurrentDictionary<(string Url, string Name), SqsQueue> _queues = new();

    /// <summary>A queue at the configured endpoint of a region.</summary>
    public SqsQueue Queue(Region region, string name) => Queue(options.Endpoint, region.AwsName, name);

    /// <summary>A queue at a host that DNS named.</summary>
    public SqsQueue QueueAt(string host, string name)
    {
        // An AWS host says its region (sqs.us-west-2.amazonaws.com); an address does not, and emulators do not ask.
        var parts = host.Split('.');
        var region = parts is ["sqs", _, "amazonaws", "com"] ? parts[1] : Region.One.AwsName;
        return Queue($"{options.Scheme}://{host}:{options.Port}", region, name);
    }

    /// <summary>DynamoDB at the configured endpoint of a region.</summary>
    public AmazonDynamoDBClient DynamoDb(Region region)
    {
        var endpoint = options.DynamoDbEndpoint.Length > 0 ? options.DynamoDbEndpoint : options.Endpoint;
        var config = Configure(new AmazonDynamoDBConfig(), endpoint, region.AwsName);
        return Credentials() is { } keys ? new AmazonDynamoDBClient(keys, config) : new AmazonDynamoDBClient(config);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _sqs.Values)
            client.Dispose();
    }

    private SqsQueue Queue(string url, string region, string name) =>
        _queues.GetOrAdd((url, name), _ => new SqsQueue(Sqs(url, region), name));

    private AmazonSQSClient Sqs(string url, string region) => _sqs.GetOrAdd((url, region), _ =>
    {
        var config = Configure(new AmazonSQSConfig(), url, region);
        return Credentials() is { } keys ? new AmazonSQSClient(keys, config) : new AmazonSQSClient(config);
    });

    private BasicAWSCredentials? Credentials() =>
        options.AccessKey.Length == 0 ? null : new BasicAWSCredentials(options.AccessKey, options.SecretKey);

    private static T Configure<T>(T config, string url, string region)
        where T : ClientConfig
    {
        config.MaxErrorRetry = 0;
        config.ThrottleRetries = false;
        if (url.Length == 0)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = region;
        }

        return config;
    }
}
