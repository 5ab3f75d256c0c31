using System.Globalization;
using System.Text;
using System.Text.Json;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace ActiveActive.Testcontainers;

/// <summary>
/// Says how an emulator's container shall be. A container that it has built is started with <c>StartAsync</c>, which returns once
/// SQS and DynamoDB answer and the resources asked for are there.
/// </summary>
public sealed class AwsEmulatorBuilder : ContainerBuilder<AwsEmulatorBuilder, AwsEmulatorContainer, AwsEmulatorConfiguration>
{
    /// <summary>The image, where no other is named.</summary>
    public const string AwsEmulatorImage = "activeactive/aws-emulator";

    /// <summary>The port of all services, LocalStack's.</summary>
    public const ushort AwsEmulatorPort = 4566;

    private const string DefaultRegion = "us-east-1";

    private const string ResourcesPath = "/etc/aws-emulator/resources.json";

    /// <summary>Of the image that './aa images' makes.</summary>
    public AwsEmulatorBuilder()
        : this(AwsEmulatorImage)
    {
    }

    /// <summary>Of another image, such as one in a registry of your own.</summary>
    /// <param name="image">Its name, with or without a tag.</param>
    public AwsEmulatorBuilder(string image)
        : this(new AwsEmulatorConfiguration()) => DockerResourceConfiguration = Init().WithImage(image).DockerResourceConfiguration;

    private AwsEmulatorBuilder(AwsEmulatorConfiguration resourceConfiguration)
        : base(resourceConfiguration) => DockerResourceConfiguration = resourceConfiguration;

    /// <inheritdoc/>
    protected override AwsEmulatorConfiguration DockerResourceConfiguration { get; }

    /// <summary>The AWS region that it plays; us-east-1 where none is named.</summary>
    public AwsEmulatorBuilder WithRegion(string region)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(region);
        return Merge(DockerResourceConfiguration, new AwsEmulatorConfiguration(region: region)).WithEnvironment("AWS_DEFAULT_REGION", region);
    }

    /// <summary>
    /// Another region's emulator, for global tables: each must name the other. Both need a network in common, in which the address holds.
    /// </summary>
    /// <param name="region">The other's region.</param>
    /// <param name="endpoint">Its address in the network, such as http://west:4566.</param>
    public AwsEmulatorBuilder WithPeer(string region, Uri endpoint)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(region);
        ArgumentNullException.ThrowIfNull(endpoint);
        var peer = $"{region}={endpoint.GetLeftPart(UriPartial.Authority)}";
        var variable = string.Create(CultureInfo.InvariantCulture, $"AA_EMULATOR__PEERS__{DockerResourceConfiguration.Peers.Count()}");
        return Merge(DockerResourceConfiguration, new AwsEmulatorConfiguration(peers: [peer])).WithEnvironment(variable, peer);
    }

    /// <summary>
    /// Queues and tables that are there before it serves, in AWS's own words: <c>{"queues":[{"QueueName":"orders"}],"tables":[…]}</c>.
    /// What cannot be carried out stops the start; the container's log names the place.
    /// </summary>
    /// <exception cref="ArgumentException">It is no JSON.</exception>
    public AwsEmulatorBuilder WithResources(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
        }
        catch (JsonException broken)
        {
            throw new ArgumentException($"The resources are no JSON: {broken.Message}", nameof(json), broken);
        }

        return WithResourceMapping(Encoding.UTF8.GetBytes(json), FilePath.Of(ResourcesPath)).WithEnvironment("AA_EMULATOR__RESOURCES", ResourcesPath);
    }

    /// <inheritdoc/>
    public override AwsEmulatorContainer Build()
    {
        Validate();
        return new AwsEmulatorContainer(DockerResourceConfiguration);
    }

    /// <inheritdoc/>
    protected override AwsEmulatorBuilder Init() => base.Init()
        .WithPortBinding(AwsEmulatorPort, assignRandomHostPort: true)
        .WithRegion(DefaultRegion)
        .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(request => request.ForPath("/_localstack/health").ForPort(AwsEmulatorPort)));

    /// <inheritdoc/>
    protected override AwsEmulatorBuilder Clone(IResourceConfiguration<CreateContainerParameters> resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new AwsEmulatorConfiguration(resourceConfiguration));

    /// <inheritdoc/>
    protected override AwsEmulatorBuilder Clone(IContainerConfiguration resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new AwsEmulatorConfiguration(resourceConfiguration));

    /// <inheritdoc/>
    protected override AwsEmulatorBuilder Merge(AwsEmulatorConfiguration oldValue, AwsEmulatorConfiguration newValue) =>
        new(new AwsEmulatorConfiguration(oldValue, newValue));
}
