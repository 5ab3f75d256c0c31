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
    private readonly Dictionary<string, string> _regions = options.Hosts.Select(h => h.Split('=')).ToDictionary(h => h[1], h => h[0]);
    private readonly ConcurrentDictionary<(string Url, string Region), AmazonSQSClient> _sqs = new();
    private readonly ConcurrentDictionary<(string Url, string Name), SqsQueue> _queues = new();

    /// <summary>A queue at the configured endpoint of a region.</summary>
    public SqsQueue Queue(Region region, string name) => Queue(options.Endpoint, region.AwsName, name);

    /// <summary>A queue at a host that DNS named.</summary>
    public SqsQueue QueueAt(string host, string name)
    {
        var region = host.Split('.') is ["sqs", var named, "amazonaws", "com"] ? named : _regions.GetValueOrDefault(host, Region.One.AwsName);
        return Queue($"{options.Scheme}://{host}:{options.Port}", region, name);
    }

    /// <summary>DynamoDB at the configured endpoint of a region.</summary>
    public AmazonDynamoDBClient DynamoDb(Region region)
    {
        // A copy that both regions share is region 1's table, whoever asks.
        var config = options.DynamoDbEndpoint.Length > 0
            ? Configure(new AmazonDynamoDBConfig(), options.DynamoDbEndpoint, Region.One.AwsName)
            : Configure(new AmazonDynamoDBConfig(), options.Endpoint, region.AwsName);
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
