using DotNet.Testcontainers.Containers;

namespace ActiveActive.Testcontainers;

/// <summary>One region's SQS and DynamoDB in a container. What it acknowledged survives its kill, not its removal.</summary>
public sealed class AwsEmulatorContainer : DockerContainer
{
    private readonly AwsEmulatorConfiguration _configuration;

    /// <summary>Made by <see cref="AwsEmulatorBuilder"/>.</summary>
    /// <param name="configuration">What it is told.</param>
    public AwsEmulatorContainer(AwsEmulatorConfiguration configuration)
        : base(configuration) => _configuration = configuration;

    /// <summary>The region that it plays: an SDK's AuthenticationRegion.</summary>
    public string Region => _configuration.Region!;

    /// <summary>What the AWS SDKs take as ServiceURL, such as http://127.0.0.1:32768/; the container must run.</summary>
    public string GetConnectionString() => GetEndpoint().ToString();

    /// <summary>The same as an address; it names the port that the engine has chosen.</summary>
    public Uri GetEndpoint() => new UriBuilder(Uri.UriSchemeHttp, Hostname, GetMappedPublicPort(AwsEmulatorBuilder.AwsEmulatorPort)).Uri;
}
