using System.Text.Json;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Engine.DynamoDb.Values;
using Xunit;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>An engine with a clock of its own and a journal in memory, driven with items in AWS's JSON.</summary>
internal sealed class DynamoDbRig(string region = "us-east-1")
{
    public DynamoEngine Engine { get; } = new(region);

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<Change> Journal { get; } = [];

    public static Item Item(string json) => JsonItems.ReadItem(JsonDocument.Parse(json).RootElement);

    public static string Json(Item? item)
    {
        if (item is null)
            return "null";
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            JsonItems.Write(json, new SortedDictionary<string, AttributeValue>(item.ToDictionary(), StringComparer.Ordinal));
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static ExpressionInput Input(string? values = null, string? names = null) => new(
        names is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(names),
        values is null ? null : Item(values));

    public T Run<T>(IOperation<T> operation)
    {
        operation.Prepare();
        var turn = new Turn(Engine, Now);
        try
        {
            return operation.Execute(turn);
        }
        catch (DynamoException)
        {
            Assert.Empty(turn.Changes);
            throw;
        }
        finally
        {
            Journal.AddRange(turn.Changes);
        }
    }

    public DynamoDbRig WithTable(string name = "core", string? range = null, string rangeType = "S")
    {
        var attributes = new Dictionary<string, string> { ["id"] = "S" };
        List<(string, string)> keys = [("id", "HASH")];
        if (range is not null)
        {
            attributes[range] = rangeType;
            keys.Add((range, "RANGE"));
        }

        Run(new CreateTable { Name = name, Attributes = attributes, Keys = keys, BillingMode = "PAY_PER_REQUEST" });
        return this;
    }

    public void Put(string item) => Run(new PutItem { Table = "core", Item = Item(item) });

    public Item? Get(string key) => Run(new GetItem { Table = "core", Key = Item(key) }).Item;

    public void Delete(string key) => Run(new DeleteItem { Table = "core", Key = Item(key) });

    public WriteResult Update(string key, string? expression, string? values = null, string returns = "NONE", string? condition = null, string? names = null) =>
        Run(new UpdateItem
        {
            Table = "core", Key = Item(key), UpdateText = expression, Input = Input(values, names), ReturnValues = returns, ConditionText = condition,
        });

    /// <summary>Pulls everything that another region has for this one.</summary>
    public int PullFrom(DynamoDbRig other, int maxRows = 3)
    {
        var applied = 0;
        while (true)
        {
            var batch = Ask(other, maxRows);
            applied += Apply(other, batch);
            if (batch.Remaining == 0)
                return applied;
        }
    }

    /// <summary>One pull's answer, over the wire and back.</summary>
    public ReplicationBatch Ask(DynamoDbRig other, int maxRows)
    {
        var replica = Engine.Table("core").Replicas[other.Engine.Region];
        var wire = new ValueWriter();
        ReplicationCodec.Write(wire, other.Run(new ReadChanges
        {
            Table = "core", Region = Engine.Region, TableId = replica.TableId, After = replica.Cursor, Settings = Engine.Table("core").SharedAt, MaxRows = maxRows,
        }));
        return ReplicationCodec.Read(wire.Written.Span);
    }

    /// <summary>Applies a pull's answer.</summary>
    public int Apply(DynamoDbRig other, ReplicationBatch batch) =>
        Run(new ApplyChanges { Table = "core", Region = other.Engine.Region, Batch = batch }).Applied;

    /// <summary>What a process finds that starts from this one's journal.</summary>
    public DynamoDbRig Restarted(bool fromSnapshot = false)
    {
        var next = new DynamoDbRig(Engine.Region) { Now = Now };
        var bytes = new ValueWriter();
        var changes = fromSnapshot ? [.. Engine.Snapshot()] : Journal;
        foreach (var change in changes)
            ChangeCodec.Write(bytes, change);
        var reader = new ValueReader(bytes.Written.Span);
        while (!reader.AtEnd)
            next.Engine.Apply(ChangeCodec.Read(ref reader));
        next.Journal.AddRange(changes);
        return next;
    }

    /// <summary>Every item in order, as text.</summary>
    public IReadOnlyList<string> Contents() =>
        [.. Run(new Scan { Table = "core" }).Items!.Select(Json).Order(StringComparer.Ordinal)];

    public static DynamoException Throws(Action act, string message)
    {
        var error = Assert.Throws<DynamoException>(act);
        Assert.Equal(message, error.Message);
        return error;
    }
}
