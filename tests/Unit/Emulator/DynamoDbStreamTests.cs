using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Replication;
using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Ttl;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>Streams and expiry, in simulated time.</summary>
public sealed class DynamoDbStreamTests
{
    private static DynamoDbRig Rig(string view = "NEW_AND_OLD_IMAGES")
    {
        var rig = new DynamoDbRig();
        rig.Run(new CreateTable
        {
            Name = "core", Attributes = new Dictionary<string, string> { ["id"] = "S" }, Keys = [("id", "HASH")], BillingMode = "PAY_PER_REQUEST", Stream = (true, view),
        });
        return rig;
    }

    private static string Arn(DynamoDbRig rig) => StreamNames.Arn(rig.Engine.Region, "core", rig.Engine.Table("core").LatestStream!.Began);

    private static string Iterator(DynamoDbRig rig, string type = "TRIM_HORIZON", string? sequence = null, string? arn = null)
    {
        arn ??= Arn(rig);
        var stream = rig.Engine.Streams.Single(s => StreamNames.Arn(rig.Engine.Region, s.Table, s.Began) == arn);
        return rig.Run(new GetShardIterator { Arn = arn, Shard = StreamNames.Shard(stream), Type = type, SequenceNumber = sequence }).ToString();
    }

    private static RecordsPage Read(DynamoDbRig rig, string iterator, int limit = 1000) => rig.Run(new GetRecords { Iterator = iterator, Limit = limit });

    private static List<string> Told(DynamoDbRig rig) => [.. Read(rig, Iterator(rig)).Records.Select(Line)];

    private static string Line(StreamRecord record) =>
        $"{record.Sequence} {record.Event} {DynamoDbRig.Json(record.Keys)} {DynamoDbRig.Json(record.Old)} {DynamoDbRig.Json(record.New)}{(record.Expired ? " expired" : "")}";

    private static void PutOne(DynamoDbRig rig, string value, string id = "a") => rig.Put($$$"""{"id":{"S":"{{{id}}}"},"v":{"S":"{{{value}}}"}}""");

    private const string A = """{"id":{"S":"a"}}""";
    private const string A1 = """{"id":{"S":"a"},"v":{"S":"1"}}""";
    private const string A2 = """{"id":{"S":"a"},"v":{"S":"2"}}""";

    [Theory]
    [InlineData("NEW_AND_OLD_IMAGES", A1, A2)]
    [InlineData("NEW_IMAGE", "null", A2)]
    [InlineData("OLD_IMAGE", A1, "null")]
    [InlineData("KEYS_ONLY", "null", "null")]
    public void Each_view_shows_its_images(string view, string old, string now)
    {
        var rig = Rig(view);
        PutOne(rig, "1");
        PutOne(rig, "2");
        Assert.Equal($"2 MODIFY {A} {old} {now}", Told(rig)[1]);
    }

    [Fact]
    public void A_write_that_changes_nothing_is_not_told()
    {
        var rig = Rig();
        PutOne(rig, "1");
        PutOne(rig, "1");
        rig.Delete("""{"id":{"S":"missing"}}""");
        rig.Update(A, "SET v = :v", """{":v":{"S":"1"}}""");
        PutOne(rig, "2");
        rig.Delete(A);
        Assert.Equal([$"1 INSERT {A} null {A1}", $"2 MODIFY {A} {A1} {A2}", $"3 REMOVE {A} {A2} null"], Told(rig));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_restart_finds_the_same_records_and_goes_on_counting(bool fromSnapshot)
    {
        var rig = Rig();
        PutOne(rig, "1");
        PutOne(rig, "2");
        rig.Delete(A);
        var (before, times) = (Told(rig), Read(rig, Iterator(rig)).Records.Select(r => r.At).ToList());
        var next = rig.Restarted(fromSnapshot).Restarted(fromSnapshot);
        Assert.Equal(before, Told(next));
        Assert.Equal(times, Read(next, Iterator(next)).Records.Select(r => r.At));
        PutOne(next, "3", "b");
        Assert.Equal(4, Read(next, Iterator(next)).Records[^1].Sequence);
    }

    [Fact]
    public void After_a_day_records_are_gone_and_an_iterator_at_them_says_so()
    {
        var rig = Rig();
        PutOne(rig, "1");
        rig.Now += TimeSpan.FromHours(23);
        PutOne(rig, "2");
        var first = StreamNames.Sequence(1);
        rig.Now += TimeSpan.FromMinutes(50);
        var iterator = Iterator(rig, "AT_SEQUENCE_NUMBER", first);
        rig.Now += TimeSpan.FromMinutes(11);
        Assert.Equal("TrimmedDataAccessException", Assert.Throws<DynamoException>(() => Read(rig, iterator)).Code);
        Assert.Equal("TrimmedDataAccessException", Assert.Throws<DynamoException>(() => Iterator(rig, "AT_SEQUENCE_NUMBER", first)).Code);
        Assert.Equal([2], Read(rig, Iterator(rig)).Records.Select(r => r.Sequence));
        var restarted = rig.Restarted(fromSnapshot: true);
        Assert.Equal([2], Read(restarted, Iterator(restarted)).Records.Select(r => r.Sequence));
    }

    [Fact]
    public void An_iterator_expires_after_a_quarter_of_an_hour()
    {
        var rig = Rig();
        var iterator = Iterator(rig);
        rig.Now += TimeSpan.FromMinutes(15);
        Assert.Empty(Read(rig, iterator).Records);
        rig.Now += TimeSpan.FromTicks(1);
        Assert.Equal("ExpiredIteratorException", Assert.Throws<DynamoException>(() => Read(rig, iterator)).Code);
    }

    [Fact]
    public void Iterators_begin_where_they_say_and_go_on_where_the_page_ended()
    {
        var rig = Rig();
        for (var i = 0; i < 5; i++)
            PutOne(rig, $"{i}");
        var latest = Iterator(rig, "LATEST");
        Assert.Equal([3, 4, 5], Read(rig, Iterator(rig, "AT_SEQUENCE_NUMBER", StreamNames.Sequence(3))).Records.Select(r => r.Sequence));
        Assert.Equal([4, 5], Read(rig, Iterator(rig, "AFTER_SEQUENCE_NUMBER", StreamNames.Sequence(3))).Records.Select(r => r.Sequence));
        var page = Read(rig, Iterator(rig), limit: 2);
        Assert.Equal([1, 2], page.Records.Select(r => r.Sequence));
        Assert.Equal([3, 4, 5], Read(rig, page.Next!.ToString()).Records.Select(r => r.Sequence));
        PutOne(rig, "new");
        Assert.Equal([6], Read(rig, latest).Records.Select(r => r.Sequence));
    }

    [Fact]
    public void A_page_ends_at_one_megabyte()
    {
        var rig = Rig("NEW_IMAGE");
        for (var i = 0; i < 5; i++)
            PutOne(rig, new string('x', 390_000), $"{i}");
        var page = Read(rig, Iterator(rig));
        Assert.Equal(2, page.Records.Count);
        Assert.Equal(3, Read(rig, page.Next!.ToString()).Records[0].Sequence);
    }

    [Fact]
    public void A_stream_of_too_much_memory_forgets_its_oldest()
    {
        var rig = Rig("NEW_IMAGE");
        for (var i = 0; i < 400; i++)
            PutOne(rig, new string('x', 300_000), $"{i}");
        var stream = rig.Engine.Streams.Single();
        Assert.InRange(stream.Records.Sum(r => (long)r.Size), StreamLimits.KeptBytes - 400_000, StreamLimits.KeptBytes);
        Assert.Equal(400, stream.Last);
    }

    [Fact]
    public void A_stream_that_is_off_or_whose_table_is_gone_can_be_read_to_its_end_for_a_day()
    {
        var rig = Rig();
        var old = Arn(rig);
        PutOne(rig, "1");
        rig.Run(new UpdateTable { Name = "core", Stream = (false, null) });
        PutOne(rig, "unseen");
        var page = Read(rig, Iterator(rig, arn: old));
        Assert.Single(page.Records);
        Assert.Null(page.Next);
        rig.Run(new UpdateTable { Name = "core", Stream = (true, "KEYS_ONLY") });
        Assert.NotEqual(old, Arn(rig));
        rig.Run(new DeleteTable { Name = "core" });
        rig = rig.Restarted(fromSnapshot: true);
        Assert.Equal(2, rig.Run(new ListStreams { Table = "core" }).Streams.Count);
        Assert.False(rig.Run(new DescribeStream { Arn = old }).On);
        rig.Now += TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1);
        Assert.Empty(rig.Run(new ListStreams()).Streams);
        Assert.Equal("ResourceNotFoundException", Assert.Throws<DynamoException>(() => rig.Run(new DescribeStream { Arn = old })).Code);
    }

    private static (DynamoDbRig East, DynamoDbRig West) Pair()
    {
        var (east, west) = (new DynamoDbRig("us-east-1").WithTable(), new DynamoDbRig("us-west-2"));
        east.Run(new UpdateTimeToLive { Table = "core", Attribute = "ttl", Enabled = true });
        east.Run(new AddReplica { Table = "core", Region = "us-west-2", Active = false });
        var table = east.Engine.Table("core");
        west.Run(new AdoptReplica { Definition = table.Definition, Settings = table.Settings, Regions = ["us-east-1"] });
        east.Run(new AddReplica { Table = "core", Region = "us-west-2", Active = true });
        return (east, west);
    }

    [Fact]
    public void Each_replica_has_a_stream_of_local_and_replicated_writes_and_expiry_is_marked_where_it_happened()
    {
        var (east, west) = Pair();
        var over = east.Now.AddMinutes(1).ToUnixTimeSeconds();
        var item = $$$"""{"id":{"S":"a"},"ttl":{"N":"{{{over}}}"}}""";
        east.Put(item);
        west.PullFrom(east);
        west.Put("""{"id":{"S":"w"}}""");
        east.PullFrom(west);
        east.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(1, east.Run(new ExpireItems { Table = "core" }).Deleted);
        west.PullFrom(east);
        Assert.Equal([$"1 INSERT {A} null {item}", """2 INSERT {"id":{"S":"w"}} null {"id":{"S":"w"}}""", $"3 REMOVE {A} {item} null expired"], Told(east));
        Assert.Equal([$"1 INSERT {A} null {item}", """2 INSERT {"id":{"S":"w"}} null {"id":{"S":"w"}}""", $"3 REMOVE {A} {item} null"], Told(west));
        Assert.Equal(Told(east), Told(east.Restarted()));
        Assert.Equal("ttl", west.Engine.Table("core").Settings.TtlAttribute);
    }

    [Fact]
    public void A_replicated_write_is_told_when_it_arrived_and_a_loser_not_at_all()
    {
        var (east, west) = Pair();
        east.Put(A1);
        west.Now += TimeSpan.FromHours(30);
        west.Put(A2);
        Assert.Equal(0, west.PullFrom(east));
        east.Put("""{"id":{"S":"b"}}""");
        west.PullFrom(east);
        Assert.Equal([$"1 INSERT {A} null {A2}", """2 INSERT {"id":{"S":"b"}} null {"id":{"S":"b"}}"""], Told(west));
        Assert.All(Read(west, Iterator(west)).Records, r => Assert.InRange(r.At, west.Now, west.Now.AddSeconds(1)));
    }

    [Theory]
    [InlineData("""{"N":"1767225600"}""", true)]
    [InlineData("""{"N":"1767225601"}""", false)]
    [InlineData("""{"N":"1767225599.5"}""", true)]
    [InlineData("""{"N":"1609459201"}""", true)]
    [InlineData("""{"N":"1609459200"}""", false)]
    [InlineData("""{"N":"0"}""", false)]
    [InlineData("""{"S":"1767225600"}""", false)]
    public void An_item_expires_by_a_number_of_the_last_five_years_only(string ttl, bool expires)
    {
        var rig = new DynamoDbRig().WithTable();
        rig.Run(new UpdateTimeToLive { Table = "core", Attribute = "ttl", Enabled = true });
        rig.Put($$$"""{"id":{"S":"a"},"ttl":{{{ttl}}}}""");
        rig.Put("""{"id":{"S":"without"}}""");
        Assert.Equal(expires ? 1 : 0, rig.Run(new ExpireItems { Table = "core" }).Deleted);
        Assert.Equal(expires ? 1 : 2, rig.Engine.Table("core").ItemCount);
    }

    [Fact]
    public void A_turn_of_expiry_is_bounded_and_the_next_goes_on()
    {
        var rig = new DynamoDbRig().WithTable();
        rig.Run(new UpdateTimeToLive { Table = "core", Attribute = "ttl", Enabled = true });
        for (var i = 0; i < 25; i++)
            rig.Put($$$"""{"id":{"S":"{{{i}}}"},"ttl":{"N":"1767225000"}}""");
        var (turns, result) = (1, rig.Run(new ExpireItems { Table = "core", MaxItems = 10 }));
        Assert.Equal(10, result.Deleted);
        while (result.More)
            (turns, result) = (turns + 1, rig.Run(new ExpireItems { Table = "core", MaxItems = 10 }));
        Assert.Equal(3, turns);
        Assert.Equal(0, rig.Engine.Table("core").ItemCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_expires_follows_every_write_the_switch_and_a_restart(bool fromSnapshot)
    {
        var rig = new DynamoDbRig().WithTable();
        foreach (var (id, ttl) in (ReadOnlySpan<(string, string)>)[("before", "1767225000"), ("moved", "1767225000"), ("deleted", "1767225000"), ("later", "1767226000.5")])
            rig.Put($$$"""{"id":{"S":"{{{id}}}"},"ttl":{"N":"{{{ttl}}}"},"other":{"N":"1"}}""");
        rig.Run(new UpdateTimeToLive { Table = "core", Attribute = "ttl", Enabled = true });
        rig.Update("""{"id":{"S":"moved"}}""", "SET #t = #t + :d", """{":d":{"N":"9000"}}""", names: """{"#t":"ttl"}""");
        rig.Delete("""{"id":{"S":"deleted"}}""");
        rig = rig.Restarted(fromSnapshot);
        Assert.Equal(1, rig.Run(new ExpireItems { Table = "core" }).Deleted);
        rig.Now += TimeSpan.FromSeconds(400);
        Assert.Equal(0, rig.Run(new ExpireItems { Table = "core" }).Deleted);
        rig.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(1, rig.Run(new ExpireItems { Table = "core" }).Deleted);
        rig.Run(new UpdateTimeToLive { Table = "core", Attribute = "ttl", Enabled = false });
        rig.Now += TimeSpan.FromDays(1);
        Assert.Equal(0, rig.Run(new ExpireItems { Table = "core" }).Deleted);
        Assert.Equal(1, rig.Engine.Table("core").ItemCount);
    }
}
