using System.Text.Json;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.DynamoDb.Operations;
using ActiveActive.AwsEmulator.Sqs;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Init;

/// <summary>
/// The queues and tables that shall be there, as a JSON file: <c>{"queues": […], "tables": […]}</c>, each in the words of AWS's own
/// CreateQueue and CreateTable. A member that neither has is refused: a misspelt one would otherwise be left out silently.
/// </summary>
internal sealed class ResourceFile
{
    private static readonly string[] QueueMembers = ["QueueName", "Attributes", "tags"];

    private static readonly string[] TableMembers =
    [
        "TableName", "AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes", "GlobalSecondaryIndexes", "BillingMode", "ProvisionedThroughput",
        "StreamSpecification", "SSESpecification", "TableClass", "Tags", "DeletionProtectionEnabled",
    ];

    private readonly string _path;
    private readonly List<(string Place, CreateQueue Queue)> _queues = [];
    private readonly List<(string Place, CreateTable Table)> _tables = [];

    private ResourceFile(string path) => _path = path;

    /// <summary>The queues with their places in the file.</summary>
    public IReadOnlyList<(string Place, CreateQueue Queue)> Queues => _queues;

    /// <summary>The tables with their places in the file, each prepared.</summary>
    public IReadOnlyList<(string Place, CreateTable Table)> Tables => _tables;

    /// <summary>Reads and checks a file, as far as that needs no state.</summary>
    /// <exception cref="ResourceFileException">It cannot be read, or says something that cannot be.</exception>
    public static ResourceFile Read(string path)
    {
        var file = new ResourceFile(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            file.Read(document.RootElement);
            return file;
        }
        catch (JsonException wrong)
        {
            throw file.Wrong($"line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}", "this is not JSON: " + wrong.Message);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw file.Wrong("the file itself", unreadable.Message);
        }
    }

    /// <summary>The error for a place in the file.</summary>
    public ResourceFileException Wrong(string place, string problem) => new(_path, place, problem);

    private void Read(JsonElement root)
    {
        Check(root, "the outermost value", ["queues", "tables"]);
        foreach (var (place, queue) in Each(root, "queues", QueueMembers))
        {
            try
            {
                var parameters = new SqsParameters(queue);
                Add(_queues, place, new CreateQueue(parameters.QueueName, parameters.Map("Attributes"), parameters.Map("tags")), q => q.Name);
            }
            catch (SqsException wrong)
            {
                throw Wrong(place, wrong.Message);
            }
        }

        foreach (var (place, table) in Each(root, "tables", TableMembers))
        {
            try
            {
                var operation = CreateTableCall.Read(new Parameters(table));
                operation.Prepare();
                Add(_tables, place, operation, t => t.Name);
            }
            catch (DynamoException wrong)
            {
                throw Wrong(place, wrong.Message);
            }
        }
    }

    private void Add<T>(List<(string Place, T Wish)> list, string place, T wish, Func<T, string> name)
    {
        if (list.Find(l => name(l.Wish) == name(wish)) is { Wish: not null } twice)
            throw Wrong(place, $"{name(wish)} stands at {twice.Place} already");
        list.Add((place, wish));
    }

    private IEnumerable<(string Place, JsonElement Element)> Each(JsonElement root, string name, string[] members)
    {
        if (!root.TryGetProperty(name, out var array))
            yield break;
        if (array.ValueKind != JsonValueKind.Array)
            throw Wrong(name, "this is not a list");
        foreach (var (element, index) in array.EnumerateArray().Select((e, i) => (e, i)))
        {
            var place = $"{name}[{index}]";
            Check(element, place, members);
            yield return (place, element);
        }
    }

    private void Check(JsonElement element, string place, string[] members)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(place, $"this is not an object with {string.Join(", ", members)}");
        foreach (var member in element.EnumerateObject())
        {
            if (!members.Contains(member.Name))
                throw Wrong(place, $"{member.Name} is none of {string.Join(", ", members)}");
        }
    }
}
