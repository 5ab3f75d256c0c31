using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Sqs;
using Xunit;

namespace ActiveActive.ConformanceTests.Operation;

/// <summary>emulators/OPERATIONS.md says what the dispatchers do.</summary>
[Trait("Needs", "our emulator")]
public sealed class OperationsTableTests
{
    private static readonly string Emulators = FindEmulators();
    private static readonly Dictionary<string, List<string[]>> Sections = Read();

    [Theory]
    [InlineData("SQS", 23)]
    [InlineData("DynamoDB", 57)]
    [InlineData("DynamoDB Streams", 4)]
    public void The_operations_that_it_calls_there_are_those_of_the_dispatcher(string service, int all)
    {
        var dispatched = service switch { "SQS" => SqsApi.Operations, "DynamoDB" => DynamoApi.Operations, _ => DynamoApi.StreamOperations };
        var rows = Sections[service];
        Assert.Equal(all, rows.Count);
        Assert.Equal(dispatched.Order(StringComparer.Ordinal), rows.Where(r => r[1] == "there").Select(r => r[0]));
        Assert.All(rows, r => Assert.Contains(r[1], (string[])["there", "not there"]));
    }

    [Fact]
    public void A_parameter_without_effect_is_not_read_and_a_refused_one_is_refused()
    {
        var sources = Directory.EnumerateFiles(Emulators, "*Call.cs", SearchOption.AllDirectories).ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText);
        foreach (var row in Sections.Values.SelectMany(s => s).Where(r => r[1] == "there"))
        {
            var source = sources[row[0] + "Call"];
            Assert.All(Names(row[4]), p => Assert.DoesNotContain($"\"{p}\"", source, StringComparison.Ordinal));
            Assert.All(Names(row[3]), p => Assert.Contains($"\"{p}\"", source[source.IndexOf(".Refuse(", StringComparison.Ordinal)..], StringComparison.Ordinal));
            Assert.Empty(Names(row[2]).Intersect([.. Names(row[3]), .. Names(row[4])]));
        }
    }

    private static string[] Names(string cell) => cell.Split(", ", StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, List<string[]>> Read()
    {
        var sections = new Dictionary<string, List<string[]>>();
        List<string[]> rows = [];
        foreach (var line in File.ReadLines(Path.Combine(Emulators, "OPERATIONS.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                sections[line[3..line.IndexOf(':')]] = rows = [];
            else if (line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| operation", StringComparison.Ordinal))
                rows.Add([.. line.Split('|')[1..^1].Select(c => c.Trim())]);
        }

        return sections;
    }

    private static string FindEmulators()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActiveActive.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the repository is not above the tests");
        return Path.Combine(folder.FullName, "emulators");
    }
}
