using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Engine.DynamoDb.Settings;
using ActiveActive.Engine.DynamoDb.Ttl;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>What is switched on a table, and that it stays switched.</summary>
public sealed class DynamoDbSettingsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_restart_finds_everything_switched_as_it_was(bool fromSnapshot)
    {
        var rig = new DynamoDbRig().WithTable();
        rig.Run(new UpdateTable { Name = "core", BillingMode = "PROVISIONED", Throughput = (3, 4) });
        rig.Run(new UpdateTable { Name = "core", TableClass = "STANDARD_INFREQUENT_ACCESS", Encryption = (true, "my-key") });
        rig.Run(new UpdateTable { Name = "core", DeletionProtected = true });
        rig.Run(new UpdateTimeToLive { Table = "core", Attribute = "ttl", Enabled = true });
        rig.Run(new TagResource { Table = "core", Arn = "arn", Tags = [("b", "2"), ("a", "1")] });
        rig.Run(new ContinuousBackups { Table = "core", Enabled = true });
        var table = rig.Restarted(fromSnapshot).Restarted(fromSnapshot).Engine.Table("core");
        Assert.Equal((3, 4, true), (table.Definition.ReadUnits, table.Definition.WriteUnits, table.Definition.DeletionProtected));
        Assert.Equal(("STANDARD_INFREQUENT_ACCESS", "my-key", "ttl"), (table.Settings.TableClass, table.Settings.KmsKey, table.Settings.TtlAttribute));
        Assert.Equal(["a=1", "b=2"], table.Settings.Tags.Select(t => $"{t.Key}={t.Value}"));
        Assert.Equal(rig.Now, table.Settings.RecoverableSince);
    }

    [Fact]
    public void Back_on_demand_a_table_says_since_when()
    {
        var rig = new DynamoDbRig().WithTable();
        rig.Run(new UpdateTable { Name = "core", BillingMode = "PROVISIONED", Throughput = (3, 4) });
        rig.Now += TimeSpan.FromHours(1);
        rig.Run(new UpdateTable { Name = "core", BillingMode = "PAY_PER_REQUEST" });
        Assert.Equal(rig.Now, rig.Engine.Table("core").Settings.OnDemandSince);
        Assert.True(rig.Engine.Table("core").Definition.PayPerRequest);
    }

    [Fact]
    public void A_table_has_fifty_tags_at_most_and_a_refused_one_leaves_all_as_they_were()
    {
        var rig = new DynamoDbRig().WithTable();
        TagResource Tags(int from, int count) => new() { Table = "core", Arn = "arn", Tags = [.. Enumerable.Range(from, count).Select(i => ($"k{i}", "v"))] };
        rig.Run(Tags(0, 50));
        rig.Run(Tags(0, 50));
        Assert.Throws<DynamoException>(() => rig.Run(Tags(50, 1)));
        Assert.Throws<DynamoException>(() => rig.Run(new TagResource { Table = "core", Arn = "arn", Tags = [("aws:mine", "v")] }));
        Assert.Equal(50, rig.Engine.Table("core").Settings.Tags.Count);
    }

    [Fact]
    public void TTL_is_switched_once_and_by_its_own_attribute()
    {
        var rig = new DynamoDbRig().WithTable();
        UpdateTimeToLive To(bool on, string attribute) => new() { Table = "core", Attribute = attribute, Enabled = on };
        DynamoDbRig.Throws(() => rig.Run(To(false, "ttl")), "TimeToLive is already disabled");
        rig.Run(To(true, "ttl"));
        DynamoDbRig.Throws(() => rig.Run(To(true, "ttl")), "TimeToLive is already enabled");
        DynamoDbRig.Throws(() => rig.Run(To(false, "other")), "TimeToLive is active on a different AttributeName: current AttributeName is ttl");
        rig.Run(To(false, "ttl"));
        Assert.Null(rig.Engine.Table("core").Settings.TtlAttribute);
    }

    [Fact]
    public void The_stream_of_a_replica_is_on_from_the_start_and_stays_on()
    {
        var rig = new DynamoDbRig().WithTable();
        Assert.Null(rig.Engine.Table("core").Stream);
        rig.Run(new AddReplica { Table = "core", Region = "us-west-2", Active = true });
        Assert.Equal("NEW_AND_OLD_IMAGES", rig.Engine.Table("core").Stream!.View);
        Assert.Throws<DynamoException>(() => rig.Run(new UpdateTable { Name = "core", Stream = (false, null) }));
    }

    [Fact]
    public void Only_one_index_at_a_time_is_added_or_removed_and_only_one_that_is_there_or_not()
    {
        var rig = new DynamoDbRig().WithTable();
        IndexUpdate Add(string name) => new(new IndexRequest(name, [("by", "HASH")], "ALL", null, Local: false, null), null, null);
        UpdateTable With(params IndexUpdate[] updates) => new() { Name = "core", Indexes = updates, Attributes = new Dictionary<string, string> { ["by"] = "S" } };
        Assert.Equal("LimitExceededException", Assert.Throws<DynamoException>(() => rig.Run(With(Add("one"), Add("two")))).Code);
        rig.Run(With(Add("one")));
        Assert.Throws<DynamoException>(() => rig.Run(With(Add("one"))));
        Assert.Equal("ResourceNotFoundException", Assert.Throws<DynamoException>(() => rig.Run(With(new IndexUpdate(null, null, "two")))).Code);
        rig.Run(With(new IndexUpdate(null, null, "one")));
        Assert.Empty(rig.Engine.Table("core").Indexes);
    }
}
