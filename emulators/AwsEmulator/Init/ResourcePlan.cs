using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Init;

/// <summary>
/// What of a file is left to do. It is found out on engines of its own that know the same queues and tables: what they refuse is
/// told before the first thing is done to the real ones.
/// </summary>
internal sealed class ResourcePlan(ResourceFile file, DateTimeOffset now)
{
    /// <summary>What to do to the queues. A queue that is there gets the attributes and tags that the file names, and keeps its others.</summary>
    /// <param name="there">The real queues: name, attributes, tags, creation.</param>
    /// <param name="deletedAt">When a queue of a name was deleted.</param>
    /// <param name="region">The region.</param>
    /// <exception cref="ResourceFileException">Something of it cannot be done.</exception>
    public IReadOnlyList<object> Queues(
        IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyDictionary<string, string> Tags, DateTimeOffset Created)> there,
        Func<string, DateTimeOffset?> deletedAt,
        string region)
    {
        var engine = new SqsEngine(region);
        foreach (var queue in there)
        {
            engine.Apply(new SqsChange.QueueSet(queue.Name, queue.Attributes, queue.Created, queue.Created));
            engine.Apply(new SqsChange.QueueTagged(queue.Name, queue.Tags));
        }

        List<object> steps = [];
        // Those with a dead-letter queue last: the file may name the two in either order.
        foreach (var (place, wish) in file.Queues.OrderBy(q => q.Queue.Attributes.ContainsKey("RedrivePolicy")))
        {
            if (deletedAt(wish.Name) is { } deleted && !engine.Queues.ContainsKey(wish.Name))
                engine.Apply(new SqsChange.QueueDeleted(wish.Name, deleted));
            try
            {
                steps.AddRange(Steps(engine, wish));
            }
            catch (SqsException wrong)
            {
                throw file.Wrong($"{place} ({wish.Name})", wrong.Message);
            }
        }

        return steps;
    }

    /// <summary>The tables to create. One that is there must have the same keys and indexes, and stays as it is.</summary>
    /// <exception cref="ResourceFileException">Another table of that name is there.</exception>
    public IReadOnlyList<CreateTable> Tables(IReadOnlyDictionary<string, TableDefinition> there, string region)
    {
        var engine = new DynamoEngine(region);
        List<CreateTable> wanted = [];
        foreach (var (place, wish) in file.Tables)
        {
            try
            {
                var planned = wish.Execute(new Turn(engine, now));
                if (!there.TryGetValue(wish.Name, out var table))
                    wanted.Add(wish);
                else if (Shape(table, table.Indexes) is var has && Shape(planned.Definition, planned.Indexes.Select(i => i.Index)) is var wants && has != wants)
                    throw file.Wrong($"{place} ({wish.Name})", $"a table of that name is there with {has}, but the file wants {wants}: delete the one, or change the other");
            }
            catch (DynamoException wrong)
            {
                throw file.Wrong($"{place} ({wish.Name})", wrong.Message);
            }
        }

        return wanted;
    }

    private List<object> Steps(SqsEngine engine, CreateQueue wish)
    {
        List<object> steps = [];
        if (!engine.Queues.TryGetValue(wish.Name, out var queue))
        {
            wish.Execute(Turn());
            return [wish];
        }

        var before = queue.Attributes.All;
        var set = new SetQueueAttributes(wish.Name, wish.Attributes);
        set.Execute(Turn());
        if (!Same(before, engine.Queue(wish.Name).Attributes.All))
            steps.Add(set);
        if (wish.Tags is { Count: > 0 } tags && tags.Any(t => queue.Tags.GetValueOrDefault(t.Key) != t.Value))
        {
            var tag = new TagQueue(wish.Name, tags);
            tag.Execute(Turn());
            steps.Add(tag);
        }

        return steps;

        SqsTurn Turn() => new(engine, now, 0);
    }

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(a => other.GetValueOrDefault(a.Key) == a.Value);

    private static string Shape(TableDefinition table, IEnumerable<IndexDefinition> indexes) => string.Join(", ", indexes
        .OrderBy(i => i.Name, StringComparer.Ordinal).Select(i => $"{(i.Local ? "local" : "global")} index {i.Name} ({string.Join(", ", i.Keys.Select(Key))}; {i.Projection} {string.Join(' ', i.NonKeyAttributes.Order(StringComparer.Ordinal))}".TrimEnd() + ")")
        .Prepend($"key ({Keys(table.Hash, table.Range)})"));

    private static string Keys(KeyAttribute hash, KeyAttribute? range) => range is null ? Key(hash) : $"{Key(hash)}, {Key(range)}";

    private static string Key(KeyAttribute key) => $"{key.Name} {key.Type}";
}
