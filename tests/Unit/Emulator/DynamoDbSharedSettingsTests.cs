using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Engine.DynamoDb.Settings;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Ttl;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>What the regions of a global table have alike, however late one changes it, and what each has for itself.</summary>
public sealed class DynamoDbSharedSettingsTests
{
    private readonly DynamoDbRig _east = new DynamoDbRig("us-east-1").WithTable();
    private readonly DynamoDbRig _west = new("us-west-2");

    public DynamoDbSharedSettingsTests()
    {
        var table = _east.Run(new AddReplica { Table = "core", Region = "us-west-2", Active = false });
        _west.Run(new AdoptReplica { Definition = table.Definition, Regions = ["us-east-1"] });
        _east.Run(new AddReplica { Table = "core", Region = "us-west-2", Active = true });
    }

    private static TableDescription Describe(DynamoDbRig rig) => rig.Run(new DescribeTable { Name = "core" });

    private static void Expire(DynamoDbRig rig, string attribute, bool on = true) => rig.Run(new UpdateTimeToLive { Table = "core", Attribute = attribute, Enabled = on });

    private static void AddIndex(DynamoDbRig rig, string name, (long, long)? units = null) => rig.Run(new UpdateTable
    {
        Name = "core",
        Attributes = new Dictionary<string, string> { ["g"] = "S" },
        Indexes = [new IndexUpdate(new IndexRequest(name, [("g", "HASH")], "ALL", null, false, units), null, null)],
    });

    private static void Provision(DynamoDbRig rig, long read, long write) =>
        rig.Run(new UpdateTable { Name = "core", BillingMode = Describe(rig).Definition.PayPerRequest ? "PROVISIONED" : null, Throughput = (read, write) });

    [Fact]
    public void Time_to_live_switched_later_holds_in_both_regions()
    {
        Expire(_east, "ttl");
        _west.PullFrom(_east);
        Assert.Equal("ttl", Describe(_west).Settings.TtlAttribute);
        Expire(_west, "ttl", on: false);
        _east.PullFrom(_west);
        Assert.Null(Describe(_east).Settings.TtlAttribute);
    }

    [Fact]
    public void An_index_added_or_removed_later_is_there_or_gone_in_both_regions_and_is_filled()
    {
        _west.Put("""{"id":{"S":"a"},"g":{"S":"x"}}""");
        AddIndex(_east, "by-g");
        _west.PullFrom(_east);
        Assert.Equal(1, Assert.Single(Describe(_west).Indexes).ItemCount);
        _west.Run(new UpdateTable { Name = "core", Indexes = [new IndexUpdate(null, null, "by-g")] });
        _east.PullFrom(_west);
        Assert.Empty(Describe(_east).Indexes);
    }

    [Fact]
    public void The_later_change_wins_in_both_regions_whoever_hears_first()
    {
        _west.Now = _east.Now + TimeSpan.FromSeconds(1);
        Expire(_east, "earlier");
        Expire(_west, "later");
        _west.PullFrom(_east);
        _east.PullFrom(_west);
        Assert.Equal(["later", "later"], new[] { _east, _west }.Select(r => Describe(r).Settings.TtlAttribute));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_restart_neither_forgets_them_nor_makes_an_old_change_new(bool fromSnapshot)
    {
        Expire(_east, "ttl");
        var west = _west;
        west.PullFrom(_east);
        west = west.Restarted(fromSnapshot);
        var east = _east.Restarted(fromSnapshot);
        Expire(west, "ttl", on: false);
        Assert.Null(west.Ask(east, 10).Settings);
        east.PullFrom(west);
        west.PullFrom(east);
        Assert.Equal([null, null], new[] { east, west }.Select(r => Describe(r).Settings.TtlAttribute));
    }

    [Fact]
    public void Tags_and_protection_stay_where_they_are()
    {
        _west.Run(new TagResource { Table = "core", Arn = "arn:aws:dynamodb:us-west-2:000000000000:table/core", Tags = [("of", "the west")] });
        _west.Run(new UpdateTable { Name = "core", DeletionProtected = true });
        Expire(_east, "ttl");
        _west.PullFrom(_east);
        _east.PullFrom(_west);
        Assert.Equal(["of"], Describe(_west).Settings.Tags.Keys);
        Assert.True(Describe(_west).Definition.DeletionProtected);
        Assert.Empty(Describe(_east).Settings.Tags);
        Assert.False(Describe(_east).Definition.DeletionProtected);
    }

    [Fact]
    public void A_replica_has_otherwise_what_ReplicaUpdates_gave_it_and_keeps_it()
    {
        Provision(_east, 10, 5);
        AddIndex(_east, "by-g", (7, 3));
        _east.Run(new UpdateReplica
        {
            Table = "core", Region = "us-west-2",
            Overrides = new() { ReadUnits = 20, TableClass = "STANDARD_INFREQUENT_ACCESS", KmsKey = "alias/west", IndexReadUnits = new Dictionary<string, long> { ["by-g"] = 30 } },
        });
        _west.PullFrom(_east);
        var west = Describe(_west);
        Assert.Equal((20, 5, "STANDARD_INFREQUENT_ACCESS", "alias/west"), (west.Definition.ReadUnits, west.Definition.WriteUnits, west.Settings.TableClass, west.Settings.KmsKey));
        Assert.Equal((30, 3), (west.Indexes[0].Index.ReadUnits, west.Indexes[0].Index.WriteUnits));
        Assert.Equal(20, west.Overrides["us-west-2"].ReadUnits);
        Assert.Equal(20, Describe(_east).Overrides["us-west-2"].ReadUnits);

        Provision(_west, 20, 6);
        _east.PullFrom(_west);
        var east = Describe(_east);
        Assert.Equal((10, 6, null, null, 7), (east.Definition.ReadUnits, east.Definition.WriteUnits, east.Settings.TableClass, east.Settings.KmsKey, east.Indexes[0].Index.ReadUnits));
    }

    [Fact]
    public void An_unknown_replica_or_index_and_units_of_a_table_on_demand_are_refused()
    {
        var error = Assert.Throws<DynamoException>(() => _east.Run(new UpdateReplica { Table = "core", Region = "eu-west-1", Overrides = new() { TableClass = "STANDARD" } }));
        Assert.Equal(ReadChanges.NotAReplica, error.Code);
        DynamoDbRig.Throws(
            () => _east.Run(new UpdateReplica { Table = "core", Region = "us-west-2", Overrides = new() { ReadUnits = 5 } }),
            "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
    }
}
