using Xunit;

namespace ActiveActive.ScenarioTests.Containers;

/// <summary>What becomes of tests where there is no engine. None is needed for this.</summary>
public sealed class EngineRequirementTests
{
    [Theory]
    [InlineData(null, "1", false)]
    [InlineData("no engine", null, false)]
    [InlineData("no engine", "", false)]
    [InlineData("no engine", "0", false)]
    [InlineData("no engine", "1", true)]
    public void What_is_missing_is_a_failure_only_where_it_is_required(string? missing, string? required, bool failure) =>
        Assert.Equal(failure, EngineRequirement.Forbids(missing, required));

    [Fact]
    public void The_reason_says_what_to_do()
    {
        Assert.Null(EngineRequirement.Explain(null, []));
        Assert.Contains("./aa setup", EngineRequirement.Explain("no Docker engine answers", []), StringComparison.Ordinal);
        var images = EngineRequirement.Explain(null, ["activeactive/lab"])!;
        Assert.Contains("activeactive/lab", images, StringComparison.Ordinal);
        Assert.Contains("./aa images", images, StringComparison.Ordinal);
    }
}
