using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Engine.DynamoDb.Values;
using CsCheck;
using Xunit;
using static ActiveActive.UnitTests.Emulator.DynamoDbRig;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>An index against the simplest model there is: all items, filtered and sorted.</summary>
public sealed class DynamoDbIndexTests
{
    private static DynamoDbRig Rig(string region = "us-east-1")
    {
        var rig = new DynamoDbRig(region);
        rig.Run(new CreateTable
        {
            Name = "core", BillingMode = "PAY_PER_REQUEST",
            Attributes = new Dictionary<string, string> { ["id"] = "S", ["g"] = "S", ["n"] = "N" },
            Keys = [("id", "HASH")],
            GlobalIndexes = [new IndexRequest("by-n", [("g", "HASH"), ("n", "RANGE")], "ALL", null, Local: false, Throughput: null)],
        });
        return rig;
    }

    private static Query By(string group, bool forward = true, int? limit = null, IReadOnlyDictionary<string, AttributeValue>? start = null) => new()
    {
        Table = "core", IndexName = "by-n", KeyConditionText = "g = :g", Input = Input($$$"""{":g":{"S":"{{{group}}}"}}"""),
        Forward = forward, Limit = limit, StartKey = start,
    };

    private static string Ids(IEnumerable<IReadOnlyDictionary<string, AttributeValue>> items) => string.Join(',', items.Select(i => ((AttributeValue.S)i["id"]).Value));

    [Fact]
    public void Whatever_is_written_the_index_is_all_items_with_its_key_in_its_order()
    {
        var write = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[-5, 5], Gen.Int[0, 5]);
        Gen.Select(write.List[0, 60], Gen.Int[1, 4], Gen.Bool).Sample(
            (writes, limit, forward) =>
            {
                var rig = Rig();
                var model = new SortedDictionary<string, (string Group, int Number)>(StringComparer.Ordinal);
                foreach (var (id, group, number, kind) in writes)
                {
                    switch (kind)
                    {
                        case 0:
                            rig.Delete($$$"""{"id":{"S":"{{{id}}}"}}""");
                            model.Remove($"{id}");
                            break;
                        case 1:
                            rig.Put($$$"""{"id":{"S":"{{{id}}}"},"g":{"S":"{{{group}}}"}}""");
                            model.Remove($"{id}");
                            break;
                        default:
                            rig.Put($$$"""{"id":{"S":"{{{id}}}"},"g":{"S":"{{{group}}}"},"n":{"N":"{{{number}}}"}}""");
                            model[$"{id}"] = ($"{group}", number);
                            break;
                    }
                }

                foreach (var again in (DynamoDbRig[])[rig, rig.Restarted(), rig.Restarted(fromSnapshot: true)])
                {
                    for (var group = 0; group < 3; group++)
                    {
                        var numbers = Pages(again, $"{group}", forward, limit).Select(i => ((AttributeValue.N)i["n"]).Value.ToString()).ToList();
                        var expected = model.Values.Where(m => m.Group == $"{group}").Select(m => m.Number).Order().Select(n => $"{n}");
                        Assert.Equal(forward ? expected : expected.Reverse(), numbers);
                    }
                }
            },
            iter: 150);
    }

    [Fact]
    public void A_replica_has_the_index_and_what_is_replicated_is_in_it()
    {
        var (east, west) = (Rig(), new DynamoDbRig("us-west-2"));
        east.Put("""{"id":{"S":"1"},"g":{"S":"x"},"n":{"N":"2"}}""");
        east.Run(new AddReplica { Table = "core", Region = "us-west-2", Active = true });
        west.Run(new AdoptReplica { Definition = east.Engine.Table("core").Definition, Regions = ["us-east-1"] });
        west.PullFrom(east);
        Assert.Equal("1", Ids(west.Run(By("x")).Items!));
        east.Put("""{"id":{"S":"1"},"g":{"S":"y"},"n":{"N":"2"}}""");
        west.PullFrom(east);
        Assert.Empty(west.Run(By("x")).Items!);
        Assert.Equal("1", Ids(west.Run(By("y")).Items!));
    }

    [Fact]
    public void A_start_key_of_another_partition_is_outside_the_query()
    {
        var rig = Rig();
        Throws(
            () => rig.Run(By("x", start: Item("""{"id":{"S":"1"},"g":{"S":"y"},"n":{"N":"2"}}"""))),
            "The provided starting key is outside query boundaries based on provided conditions");
    }

    private static List<IReadOnlyDictionary<string, AttributeValue>> Pages(DynamoDbRig rig, string group, bool forward, int limit)
    {
        var all = new List<IReadOnlyDictionary<string, AttributeValue>>();
        IReadOnlyDictionary<string, AttributeValue>? start = null;
        do
        {
            var page = rig.Run(By(group, forward, limit, start));
            all.AddRange(page.Items!);
            start = page.LastKey;
        }
        while (start is not null);
        return all;
    }
}
