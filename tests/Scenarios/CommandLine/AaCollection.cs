using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>Tests that start whole labs run one after another: side by side they would only wait for each other's processor time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AaCollection
{
    /// <summary>The collection.</summary>
    public const string Name = "aa";
}
