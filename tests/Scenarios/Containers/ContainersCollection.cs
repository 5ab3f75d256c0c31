using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>Tests on one lab in containers, one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ContainersCollection : ICollectionFixture<ContainerLab>
{
    /// <summary>The collection.</summary>
    public const string Name = "containers";
}

/// <summary>Tests that start labs in containers of their own, when the shared one is gone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OwnLabsCollection
{
    /// <summary>The collection.</summary>
    public const string Name = "containers of their own";
}
