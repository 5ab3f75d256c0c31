using System.Security.Cryptography;
using Xunit;

namespace ActiveActive.UnitTests.Dashboard;

/// <summary>What is committed as the page's bundle was made of the sources that are committed beside it; no Node is needed to tell.</summary>
public sealed class BundleTests
{
    // types.ts is a list of the API's messages and no more.
    private const int LongestFile = 225;

    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "chaos", "Dashboard");

    [Fact]
    public void The_bundle_was_made_of_these_sources()
    {
        var made = File.ReadAllText(Path.Combine(Folder, "dist", "sources.sha256")).Trim();
        Assert.True(made == HashOfSources(), "chaos/Dashboard/dist is older than its sources; chaos/Dashboard/build.sh makes it");
    }

    [Theory]
    [InlineData("app.js", 160)]
    [InlineData("report.js", 110)]
    [InlineData("app.css", 20)]
    public void A_file_of_the_bundle_stays_small(string file, int mostKib)
    {
        var size = new FileInfo(Path.Combine(Folder, "dist", file)).Length;
        Assert.InRange(size, 1024, mostKib * 1024);
    }

    [Fact]
    public void A_source_file_has_one_idea()
    {
        var long_ = Directory.EnumerateFiles(Path.Combine(Folder, "src"), "*.ts*").Where(f => File.ReadLines(f).Count() > LongestFile).Select(Path.GetFileName);
        Assert.Empty(long_);
    }

    [Fact]
    public void The_sources_put_no_text_into_the_page_as_markup()
    {
        string[] doors = ["innerHTML", "outerHTML", "insertAdjacentHTML", "dangerouslySetInnerHTML", "document.write", "eval(", "new Function"];
        Assert.All(Directory.EnumerateFiles(Path.Combine(Folder, "src"), "*.ts*"), file =>
            Assert.DoesNotContain(doors, door => File.ReadAllText(file).Contains(door, StringComparison.Ordinal)));
    }

    // As build.sh does it: its own four files, then the sources by name.
    private static string HashOfSources()
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new[] { "package.json", "package-lock.json", "tsconfig.json", "build.sh" })
            all.AppendData(File.ReadAllBytes(Path.Combine(Folder, file)));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, "src"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            all.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
