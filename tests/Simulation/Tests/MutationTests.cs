using ActiveActive.Simulation.Mutations;
using Xunit;

namespace ActiveActive.SimulationTests;

/// <summary>The mutations of shipped sources, as far as it costs no build: that each still fits, and that the committed table is of them.</summary>
public sealed class MutationTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Names() => [.. ShippedMutations.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mutation_fits_its_source_exactly_once_and_changes_it(string name)
    {
        var mutation = ShippedMutations.All.Single(m => m.Name == name);
        var source = File.ReadAllText(Path.Combine(Root, mutation.File));
        Assert.Equal(1, mutation.Matches(source));
        Assert.NotEqual(source, mutation.Apply(source));
    }

    [Fact]
    public void A_mutation_that_no_longer_fits_says_so()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => ShippedMutations.All[0].Apply("another text"));
        Assert.Contains(ShippedMutations.All[0].File, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_table_has_every_mutation_once_and_each_was_found()
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "tests", "Simulation", "Mutations", "README.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| mutation |", StringComparison.Ordinal)).ToList();
        Assert.Equal(ShippedMutations.All.Select(m => m.Name), lines.Select(l => l.Split(" | ")[0][2..]));
        Assert.True(lines.Count >= 20);
        Assert.DoesNotContain(lines, l => l.Contains("not found", StringComparison.Ordinal));
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "ActiveActive.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException($"no ActiveActive.sln above {AppContext.BaseDirectory}");
    }
}
