using ActiveActive.Contracts;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;
using Xunit;
using static ActiveActive.UnitTests.Emulator.DynamoDbRig;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>The global table's rules on two engines, without processes or time: who wins, what is remembered, what is sent.</summary>
public sealed class DynamoDbReplicationTests
{
    private const string Key = """{"id":{"S":"k"}}""";

    private static (DynamoDbRig East, DynamoDbRig West) Pair()
    {
        var (east, west) = (new DynamoDbRig("us-east-1").WithTable(), new DynamoDbRig("us-west-2"));
        Join(east, west);
        return (east, west);
    }

    private static void Join(DynamoDbRig from, DynamoDbRig to)
    {
        var table = from.Run(new AddReplica { Table = "core", Region = to.Engine.Region, Active = false });
        to.Run(new AdoptReplica { Definition = table.Definition, Regions = [from.Engine.Region] });
        from.Run(new AddReplica { Table = "core", Region = to.Engine.Region, Active = true });
    }

    private static void Put(DynamoDbRig rig, string value) => rig.Put($$$"""{"id":{"S":"k"},"v":{"S":"{{{value}}}"}}""");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_last_writer_wins_in_both_regions_whoever_pulls_first(bool eastPullsFirst)
    {
        var (east, west) = Pair();
        west.Now = east.Now + TimeSpan.FromMilliseconds(1);
        Put(east, "earlier");
        Put(west, "later");
        if (eastPullsFirst)
            east.PullFrom(west);
        west.PullFrom(east);
        east.PullFrom(west);
        Assert.Equal(["""{"id":{"S":"k"},"v":{"S":"later"}}"""], east.Contents());
        Assert.Equal(east.Contents(), west.Contents());
    }

    [Fact]
    public void At_the_same_instant_the_region_of_the_greater_name_wins_in_both()
    {
        var (east, west) = Pair();
        // Each clock stands a tick further for the table's own creation; from here on both are at the same time.
        east.Now = west.Now = east.Now.AddSeconds(1);
        Put(east, "east");
        Put(west, "west");
        east.PullFrom(west);
        west.PullFrom(east);
        Assert.Equal(["""{"id":{"S":"k"},"v":{"S":"west"}}"""], east.Contents());
        Assert.Equal(east.Contents(), west.Contents());
    }

    [Fact]
    public void What_is_written_after_a_region_has_seen_a_write_beats_it_even_when_its_clock_is_behind()
    {
        var (east, west) = Pair();
        east.Now += TimeSpan.FromHours(1);
        Put(east, "from the future");
        west.PullFrom(east);
        west = west.Restarted();
        Put(west, "seen and changed");
        east.PullFrom(west);
        Assert.Equal(["""{"id":{"S":"k"},"v":{"S":"seen and changed"}}"""], east.Contents());
    }

    [Fact]
    public void A_delete_that_was_only_seen_is_beaten_by_what_is_written_after_it_in_a_later_life()
    {
        var (east, west) = Pair();
        east.Now += TimeSpan.FromHours(1);
        Put(east, "short");
        east.Delete(Key);
        west.PullFrom(east);
        west = west.Restarted();
        Put(west, "new");
        east.PullFrom(west);
        Assert.Equal(["""{"id":{"S":"k"},"v":{"S":"new"}}"""], east.Contents());
    }

    [Fact]
    public void A_late_write_does_not_bring_a_deleted_item_back()
    {
        var (east, west) = Pair();
        Put(west, "old");
        east.PullFrom(west);
        west.Now += TimeSpan.FromSeconds(1);
        Put(west, "late");
        east.Now += TimeSpan.FromSeconds(2);
        east.Delete(Key);
        east = east.Restarted(fromSnapshot: true);
        east.PullFrom(west);
        west.PullFrom(east);
        Assert.Empty(east.Contents());
        Assert.Empty(west.Contents());
    }

    [Fact]
    public void A_delete_that_finds_nothing_yet_beats_an_earlier_write_of_elsewhere()
    {
        var (east, west) = Pair();
        Put(west, "earlier, and not heard of");
        east.Now = west.Now + TimeSpan.FromSeconds(1);
        east.Delete(Key);
        east = east.Restarted(fromSnapshot: true);
        east.PullFrom(west);
        west.PullFrom(east);
        Assert.Empty(east.Contents());
        Assert.Empty(west.Contents());
        east.PullFrom(west);
        Assert.Equal(0, Tombstones(east) + Tombstones(west));
    }

    [Fact]
    public void A_condition_alone_is_no_delete_and_a_table_of_one_region_remembers_none()
    {
        var (east, _) = Pair();
        east.Run(new TransactWriteItems { Actions = [new ConditionCheck { Table = "core", Key = DynamoDbRig.Item(Key), ConditionText = "attribute_not_exists(id)" }] });
        Assert.Equal(0, Tombstones(east));
        var single = new DynamoDbRig().WithTable();
        single.Delete(Key);
        Assert.Empty(single.Journal.OfType<Engine.DynamoDb.Changes.Change.RowWritten>());
    }

    [Fact]
    public void Tombstones_go_when_nothing_older_can_come_any_more()
    {
        var (east, west) = Pair();
        Put(east, "x");
        east.Delete(Key);
        Assert.Equal(1, Tombstones(east));
        east.PullFrom(west);
        Assert.Equal(1, Tombstones(east));
        west.PullFrom(east);
        Assert.Equal(0, Tombstones(west));
        Assert.Equal(1, Tombstones(east));
        east.PullFrom(west);
        Assert.Equal(0, Tombstones(east));
    }

    [Fact]
    public void What_came_from_a_region_is_not_sent_back()
    {
        var (east, west) = Pair();
        Put(east, "x");
        Assert.Equal(1, west.PullFrom(east));
        var back = west.Run(new ReadChanges { Table = "core", Region = "us-east-1", TableId = "", After = 0, MaxRows = 10 });
        Assert.Empty(back.Rows);
        Assert.Equal(0, back.Remaining);
    }

    [Fact]
    public void A_region_that_lost_its_table_and_gets_it_again_gets_everything_its_own_writes_included()
    {
        var (east, west) = Pair();
        Put(west, "of the west");
        east.Put("""{"id":{"S":"e"}}""");
        east.PullFrom(west);
        east.Run(new RemoveReplica { Table = "core", Region = "us-west-2" });
        var fresh = new DynamoDbRig("us-west-2");
        Join(east, fresh);
        fresh.PullFrom(east);
        Assert.Equal(2, fresh.Contents().Count);
        Assert.Equal(east.Contents(), fresh.Contents());
    }

    [Fact]
    public void A_table_with_items_becomes_global_with_all_of_them()
    {
        var east = new DynamoDbRig("us-east-1").WithTable();
        for (var i = 0; i < 100; i++)
            east.Put($$$"""{"id":{"S":"{{{i}}}"}}""");
        var west = new DynamoDbRig("us-west-2");
        Join(east, west);
        Assert.Equal(100, west.PullFrom(east, maxRows: 7));
        Assert.Equal(east.Contents(), west.Contents());
    }

    [Fact]
    public void Asking_twice_for_a_replica_answers_the_same_and_a_table_of_its_own_is_not_taken()
    {
        var (east, west) = Pair();
        var definition = east.Run(new DescribeTable { Name = "core" }).Definition;
        var again = west.Run(new AdoptReplica { Definition = definition, Regions = ["us-east-1"] });
        Assert.Equal(west.Run(new DescribeTable { Name = "core" }).Definition, again.Definition);
        var other = new DynamoDbRig("eu-west-1").WithTable();
        Assert.Contains("already existed as tables", Assert.Throws<Engine.DynamoDb.DynamoException>(
            () => other.Run(new AdoptReplica { Definition = definition, Regions = ["us-east-1"] })).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Two regions write, delete, ask, apply what they asked for some time ago, lose their process and restart from journal or snapshot
    /// in any order; then each pulls until nothing is left. Against a model that knows only the rule: per item, the greatest stamp wins.
    /// </summary>
    [Fact]
    public void Regions_converge_on_the_greatest_stamp_whatever_the_order_of_events()
    {
        for (var seed = 1UL; seed <= 300; seed++)
        {
            var chance = new SeededChance(seed);
            var (east, west) = Pair();
            DynamoDbRig[] rigs = [east, west];
            var onTheWay = new ReplicationBatch?[2];
            var model = new Dictionary<string, (long Time, string Region, string? Value)>();
            for (var step = 0; step < 120; step++)
            {
                var at = chance.Below(2);
                var rig = rigs[at];
                rig.Now += TimeSpan.FromTicks(chance.Below(4));
                var id = chance.Below(5).ToString(System.Globalization.CultureInfo.InvariantCulture);
                switch (chance.Below(8))
                {
                    case 0:
                        rigs[at] = rig.Restarted(fromSnapshot: chance.Below(2) == 0);
                        onTheWay[at] = null;
                        break;
                    case 1 or 2 when onTheWay[at] is null:
                        onTheWay[at] = rig.Ask(rigs[1 - at], maxRows: 1 + chance.Below(4));
                        break;
                    case 1 or 2:
                        rig.Apply(rigs[1 - at], onTheWay[at]!);
                        onTheWay[at] = null;
                        break;
                    case 3 or 4:
                        rig.Delete($$$"""{"id":{"S":"{{{id}}}"}}""");
                        Note(model, id, rig, null);
                        break;
                    default:
                        var item = $$$"""{"id":{"S":"{{{id}}}"},"v":{"S":"{{{step}}}"}}""";
                        rig.Put(item);
                        Note(model, id, rig, item);
                        break;
                }
            }

            for (var round = 0; round < 3; round++)
            {
                rigs[0].PullFrom(rigs[1]);
                rigs[1].PullFrom(rigs[0]);
            }

            var expected = model.Values.Where(m => m.Value is not null).Select(m => m.Value!).Order(StringComparer.Ordinal).ToList();
            Assert.True(expected.SequenceEqual(rigs[0].Contents()), $"us-east-1 differs from the model, seed {seed}");
            Assert.True(expected.SequenceEqual(rigs[1].Contents()), $"us-west-2 differs from the model, seed {seed}");
            Assert.True(Tombstones(rigs[0]) + Tombstones(rigs[1]) == 0, $"tombstones are left, seed {seed}");
        }
    }

    private static void Note(Dictionary<string, (long Time, string Region, string? Value)> model, string id, DynamoDbRig rig, string? value)
    {
        var stamp = (rig.Engine.Clock.Last, rig.Engine.Region, value);
        if (!model.TryGetValue(id, out var known) || stamp.Last > known.Time || (stamp.Last == known.Time && string.CompareOrdinal(stamp.Region, known.Region) > 0))
            model[id] = stamp;
    }

    private static int Tombstones(DynamoDbRig rig) =>
        rig.Engine.Snapshot().Count(c => c is Engine.DynamoDb.Changes.Change.RowWritten { Deleted: true });
}
