using System.Xml.Linq;
using Xunit;

namespace ActiveActive.UnitTests.Architecture;

/// <summary>Who may reference whom. A new edge is a decision: it is made here, on purpose, or the build is red.</summary>
public sealed class ReferenceRules
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [],
        ["Engine"] = [],
        ["Hosting"] = ["Contracts"],
        ["RecordSource"] = ["Contracts", "Hosting"],
        ["DnsRouter"] = ["Contracts", "Hosting"],
        ["StageWorker"] = ["Contracts", "Hosting"],
        ["RecordDestination"] = ["Contracts", "Hosting"],
        ["AwsEmulator"] = ["Engine", "Hosting"],
        ["Aurora"] = ["Contracts"],
        ["Testcontainers"] = [],
        ["Faults"] = ["Contracts"],
        ["Spec"] = ["Contracts"],
        ["Scenarios"] = ["Contracts", "Faults", "Spec"],
        ["Engines"] = ["Scenarios", "Aurora", "Hosting"],
        ["Report"] = ["Scenarios"],
        ["Controller"] = ["Engines", "Report"],
        ["Bench"] = [],
        ["Cli"] = ["Bench", "Engines", "Controller", "Report"],
    };

    /// <summary>Every project file outside tests/, by name.</summary>
    public static TheoryData<string> Projects() => [.. ProjectFiles().Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"{project} is new: say in ReferenceRules.cs what it may reference");
        var file = ProjectFiles().Single(f => Path.GetFileNameWithoutExtension(f) == project);
        var references = XDocument.Load(file).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(Allowed[project]));
    }

    private static IEnumerable<string> ProjectFiles() => new[] { "services", "emulators", "chaos" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.csproj", SearchOption.AllDirectories));
}
