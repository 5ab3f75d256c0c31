using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace ActiveActive.Testcontainers;

/// <summary>What an emulator's container is told beside what every container is: its region and the regions it knows.</summary>
public sealed class AwsEmulatorConfiguration : ContainerConfiguration
{
    /// <summary>Of the module's own settings; what is null is not set.</summary>
    /// <param name="region">The AWS region that it plays.</param>
    /// <param name="peers">The other regions' emulators, each as REGION=URL.</param>
    public AwsEmulatorConfiguration(string? region = null, IEnumerable<string>? peers = null) => (Region, Peers) = (region, peers ?? []);

    /// <summary>Of settings that every resource has.</summary>
    public AwsEmulatorConfiguration(IResourceConfiguration<CreateContainerParameters> resourceConfiguration)
        : base(resourceConfiguration)
    {
    }

    /// <summary>Of settings that every container has.</summary>
    public AwsEmulatorConfiguration(IContainerConfiguration resourceConfiguration)
        : base(resourceConfiguration)
    {
    }

    /// <summary>Of both: what the new one has set wins, peers add up.</summary>
    public AwsEmulatorConfiguration(AwsEmulatorConfiguration oldValue, AwsEmulatorConfiguration newValue)
        : base(oldValue, newValue)
    {
        Region = BuildConfiguration.Combine(oldValue.Region, newValue.Region);
        Peers = [.. oldValue.Peers, .. newValue.Peers];
    }

    /// <summary>The AWS region that it plays, such as us-east-1.</summary>
    public string? Region { get; }

    /// <summary>The other regions' emulators, each as REGION=URL.</summary>
    public IEnumerable<string> Peers { get; } = [];
}
