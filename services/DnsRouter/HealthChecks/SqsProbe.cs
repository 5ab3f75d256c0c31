using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>
/// GetQueueAttributes of one queue: the cheapest question that only a working queue answers. No retries: the threshold is what
/// tells a slip from a failure.
/// </summary>
public sealed class SqsProbe : IProbe
{
    private readonly AmazonSQSClient _client;
    private readonly GetQueueAttributesRequest _request;

    /// <summary>A check of the queue at <paramref name="queueUrl"/>, signed for <paramref name="awsRegion"/>.</summary>
    public SqsProbe(Uri queueUrl, string awsRegion, TimeSpan timeout)
    {
        var config = new AmazonSQSConfig
        {
            ServiceURL = queueUrl.GetLeftPart(UriPartial.Authority),
            AuthenticationRegion = awsRegion,
            MaxErrorRetry = 0,
            Timeout = timeout,
            HttpClientFactory = new DirectHttp(),
        };

        // An emulator takes any key; AWS itself wants the machine's own.
        _client = queueUrl.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
            ? new AmazonSQSClient(config)
            : new AmazonSQSClient(new BasicAWSCredentials("test", "test"), config);
        _request = new GetQueueAttributesRequest { QueueUrl = queueUrl.ToString(), AttributeNames = ["ApproximateNumberOfMessages"] };
    }

    /// <inheritdoc/>
    public async Task<ProbeResult> AskAsync(CancellationToken cancellation)
    {
        var answer = await _client.GetQueueAttributesAsync(_request, cancellation);
        return new ProbeResult(true, $"the queue answered, {answer.ApproximateNumberOfMessages} visible");
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Past any proxy that the machine is set up with: the address is the point of the check.</summary>
    private sealed class DirectHttp : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
