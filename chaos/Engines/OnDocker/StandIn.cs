using System.Net;
using ActiveActive.Contracts;
using ActiveActive.Faults;
using Amazon.Runtime;
using Amazon.SQS;
using Docker.DotNet.Models;
using Topology = ActiveActive.Contracts.Topology;

namespace ActiveActive.Engines.OnDocker;

/// <summary>
/// What stands in the place of the lab's own AWS emulators, as the labels of docker-compose.localstack.yml tell: another image, which
/// knows no faults, and one copy of the global table for both regions.
/// </summary>
/// <param name="Image">Its name.</param>
/// <param name="Table">Where the one copy of the table is.</param>
internal sealed record StandIn(string Image, IPEndPoint Table)
{
    /// <summary>The component that keeps the table. It is not the lab's to fail.</summary>
    public const string TableComponent = "dynamodb";

    private const string ImageLabel = "activeactive.stand-in";
    private const string ChaosLabel = "activeactive.chaos";

    /// <summary>The image that stands in for a region's emulator, or null.</summary>
    public static string? ImageOf(ContainerListResponse container) => container.Labels.TryGetValue(ImageLabel, out var image) ? image : null;

    /// <summary>What can fail in a lab of these containers: instances as their labels say, and what lies in the lab's own emulators.</summary>
    public static FaultScope Scope(StandIn? standIn, IReadOnlyDictionary<string, ContainerListResponse> containers)
    {
        var kinds = containers.ToDictionary(
            c => c.Key,
            c => c.Value.Labels.TryGetValue(ChaosLabel, out var words)
                ? words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(FaultKinds.Parse).ToHashSet()
                : []);
        bool Allows(Target target, FaultKind kind) => target.Kind switch
        {
            TargetKind.Queue or TargetKind.Table => standIn is null,
            TargetKind.Replication => standIn is null || target.Part is not (null or Topology.Table),
            TargetKind.Database or TargetKind.Writer or TargetKind.Routing => true,
            _ => kinds.TryGetValue(target.Name, out var fitting) && fitting.Contains(kind),
        };
        var whole = Target.All.All(target => FaultCatalogue.KindsOf(target.Kind).All(kind => Allows(target, kind)));
        return new FaultScope(Allows, (whole, standIn) switch
        {
            (true, _) => null,
            (_, { Image: var image }) => $"queues, the table, and stop and kill of an aws instance, because {image} stands in for AWS: it knows no faults, and what it holds is in its memory",
            _ => $"what the labels {ChaosLabel} in docker-compose.yml leave out",
        });
    }

    /// <summary>Any SQS answers this, whatever it calls its health.</summary>
    public static async Task ProbeAsync(Region region, IPEndPoint address, CancellationToken cancellation)
    {
        using var sqs = new AmazonSQSClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonSQSConfig { ServiceURL = $"http://{address}", AuthenticationRegion = region.AwsName, MaxErrorRetry = 0 });
        await sqs.ListQueuesAsync("", cancellation);
    }
}
