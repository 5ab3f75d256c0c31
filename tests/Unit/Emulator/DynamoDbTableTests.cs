using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Values;
using Xunit;
using static ActiveActive.UnitTests.Emulator.DynamoDbRig;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>Tables: keys, order, pages, batches, and what a journal brings back.</summary>
public sealed class DynamoDbTableTests
{
    [Theory]
    [InlineData("r = :2", "2")]
    [InlineData("r < :2", "1")]
    [InlineData("r <= :2", "1 2")]
    [InlineData("r > :2", "3 10")]
    [InlineData("r >= :2", "2 3 10")]
    [InlineData("r BETWEEN :2 AND :3", "2 3")]
    public void A_query_answers_what_the_range_condition_says_in_order(string condition, string expected)
    {
        var rig = new DynamoDbRig().WithTable(range: "r", rangeType: "N");
        foreach (var r in (int[])[10, 3, 1, 2])
            rig.Put($$$"""{"id":{"S":"a"},"r":{"N":"{{{r}}}"}}""");
        rig.Put("""{"id":{"S":"b"},"r":{"N":"2"}}""");
        var names = condition.Contains(":3", StringComparison.Ordinal) ? ",\":3\":{\"N\":\"3\"}" : "";
        var input = Input($$$"""{":a":{"S":"a"},":2":{"N":"2"}{{{names}}}}""");
        IEnumerable<string> Read(bool forward) => rig.Run(new Query { Table = "core", KeyConditionText = $"id = :a AND {condition}", Input = input, Forward = forward })
            .Items!.Select(i => ((AttributeValue.N)i["r"]).Value.ToString());
        Assert.Equal(expected, string.Join(' ', Read(forward: true)));
        Assert.Equal(expected.Split(' ').Reverse(), Read(forward: false));
    }

    [Fact]
    public void Strings_are_in_the_order_of_their_bytes_and_begins_with_finds_them_all()
    {
        var rig = new DynamoDbRig().WithTable(range: "r");
        string[] keys = ["a", "ab", "ab\uFFFD", "ab\U0001F600", "abc", "ac", "b"];
        foreach (var key in keys.Reverse())
            rig.Run(new PutItem { Table = "core", Item = new Dictionary<string, AttributeValue> { ["id"] = new AttributeValue.S("p"), ["r"] = new AttributeValue.S(key) } });
        IEnumerable<string> Read(string condition, string? value, bool forward) => rig.Run(new Query
        {
            Table = "core", KeyConditionText = condition, Forward = forward,
            Input = Input(value is null ? """{":p":{"S":"p"}}""" : $$$"""{":p":{"S":"p"},":v":{"S":"{{{value}}}"}}"""),
        }).Items!.Select(i => ((AttributeValue.S)i["r"]).Value);
        Assert.Equal(["a", "ab", "abc", "ab\uFFFD", "ab\U0001F600", "ac", "b"], Read("id = :p", null, true));
        Assert.Equal(["ab", "abc", "ab\uFFFD", "ab\U0001F600"], Read("id = :p AND begins_with(r, :v)", "ab", true));
        Assert.Equal(["ab\U0001F600", "ab\uFFFD", "abc", "ab"], Read("begins_with(r, :v) AND id = :p", "ab", false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pages_of_a_query_together_are_the_whole_in_either_direction(bool forward)
    {
        var rig = new DynamoDbRig().WithTable(range: "r", rangeType: "N");
        for (var i = 0; i < 25; i++)
            rig.Put($$$"""{"id":{"S":"a"},"r":{"N":"{{{i}}}"},"odd":{"BOOL":{{{(i % 2 == 1 ? "true" : "false")}}}}}""");
        var found = new List<int>();
        var (pages, scanned) = (0, 0);
        IReadOnlyDictionary<string, AttributeValue>? start = null;
        do
        {
            var page = rig.Run(new Query
            {
                Table = "core", KeyConditionText = "id = :a", FilterText = "odd = :t", Forward = forward, Limit = 4, StartKey = start,
                Input = Input("""{":a":{"S":"a"},":t":{"BOOL":true}}"""),
            });
            found.AddRange(page.Items!.Select(i => int.Parse(((AttributeValue.N)i["r"]).Value.ToString(), CultureInfo.InvariantCulture)));
            (pages, scanned, start) = (pages + 1, scanned + page.ScannedCount, page.LastKey);
        }
        while (start is not null);
        var expected = Enumerable.Range(0, 25).Where(i => i % 2 == 1);
        Assert.Equal(forward ? expected : expected.Reverse(), found);
        Assert.Equal((7, 25), (pages, scanned));
    }

    [Fact]
    public void A_scan_finds_every_item_once_over_pages_of_a_megabyte_and_over_segments()
    {
        var rig = new DynamoDbRig().WithTable();
        var big = new string('x', 40_000);
        for (var i = 0; i < 100; i++)
            rig.Put($$$"""{"id":{"S":"{{{i}}}"},"v":{"S":"{{{big}}}"}}""");
        var whole = ReadAll(new Scan { Table = "core" }, out var pages);
        Assert.Equal(100, whole.Distinct().Count());
        Assert.Equal(100, whole.Count);
        Assert.InRange(pages, 4, 5);
        foreach (var total in (int[])[1, 2, 3, 7])
        {
            var parts = Enumerable.Range(0, total).SelectMany(s => ReadAll(new Scan { Table = "core", Segment = s, TotalSegments = total }, out _)).ToList();
            Assert.Equal(whole.Order(), parts.Order());
        }

        List<string> ReadAll(Scan scan, out int count)
        {
            var ids = new List<string>();
            count = 0;
            IReadOnlyDictionary<string, AttributeValue>? start = null;
            do
            {
                var page = rig.Run(new Scan { Table = scan.Table, Segment = scan.Segment, TotalSegments = scan.TotalSegments, StartKey = start });
                ids.AddRange(page.Items!.Select(i => ((AttributeValue.S)i["id"]).Value));
                start = page.LastKey;
                count++;
            }
            while (start is not null);
            return ids;
        }
    }

    [Fact]
    public void Count_answers_no_items_and_a_projection_only_the_asked_parts()
    {
        var rig = new DynamoDbRig().WithTable();
        rig.Put("""{"id":{"S":"a"},"m":{"M":{"x":{"N":"1"},"y":{"N":"2"}}},"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]}}""");
        var count = rig.Run(new Scan { Table = "core", Select = "COUNT" });
        Assert.Equal((null, 1), (count.Items, count.Count));
        var get = rig.Run(new GetItem { Table = "core", Key = Item("""{"id":{"S":"a"}}"""), ProjectionText = "l[2], #m.y, l[0], gone", Input = Input(names: """{"#m":"m"}""") });
        Assert.Equal("""{"l":{"L":[{"N":"0"},{"N":"2"}]},"m":{"M":{"y":{"N":"2"}}}}""", Json(get.Item));
    }

    [Theory]
    [InlineData("""{"x":{"S":"1"}}""", "One or more parameter values were invalid: Missing the key id in the item")]
    [InlineData("""{"id":{"N":"1"}}""", "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N")]
    [InlineData("""{"id":{"S":""}}""", "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id")]
    [InlineData("""{"id":{"S":"a"},"e":{"SS":[]}}""", "One or more parameter values were invalid: An string set  may not be empty")]
    [InlineData("""{"id":{"S":"a"},"e":{"SS":["a","a"]}}""", "One or more parameter values were invalid: Input collection [a, a] contains duplicates.")]
    [InlineData("""{"id":{"S":"a"},"e":{"NS":["1","1.0"]}}""", "Input collection contains duplicates")]
    [InlineData("""{"id":{"S":"a"},"e":{}}""", "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")]
    [InlineData("""{"id":{"S":"a"},"e":{"S":"a","N":"1"}}""", "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")]
    [InlineData("""{"id":{"S":"a"},"e":{"NULL":false}}""", "One or more parameter values were invalid: Null attribute value types must have the value of true")]
    public void A_wrong_item_is_refused(string item, string message) => Throws(() => new DynamoDbRig().WithTable().Put(item), message);

    [Fact]
    public void An_item_of_exactly_400_KB_fits_and_one_byte_more_does_not()
    {
        var rig = new DynamoDbRig().WithTable();
        var room = 400 * 1024 - "id".Length - "k".Length - "v".Length;
        rig.Put($$$"""{"id":{"S":"k"},"v":{"S":"{{{new string('x', room)}}}"}}""");
        Throws(() => rig.Put($$$"""{"id":{"S":"k"},"v":{"S":"{{{new string('x', room + 1)}}}"}}"""), "Item size has exceeded the maximum allowed size");
        Throws(() => rig.Put($$$"""{"id":{"S":"{{{new string('k', 2049)}}}"}}"""), "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes");
    }

    [Fact]
    public void A_batch_is_all_or_nothing_when_it_is_wrong()
    {
        var rig = new DynamoDbRig().WithTable();
        BatchWriteItem Batch(params BatchWrite[] writes) => new() { Requests = new Dictionary<string, IReadOnlyList<BatchWrite>> { ["core"] = writes } };
        var good = new BatchWrite(Item("""{"id":{"S":"a"}}"""), Delete: false);
        Throws(() => rig.Run(Batch(good, new BatchWrite(Item("""{"id":{"S":"a"}}"""), Delete: true))), "Provided list of item keys contains duplicates");
        Throws(() => rig.Run(Batch(good, new BatchWrite(Item("""{"no":{"S":"a"}}"""), Delete: false))), "The provided key element does not match the schema");
        Throws(() => rig.Run(Batch([.. Enumerable.Repeat(good, 26)])), "Too many items requested for the BatchWriteItem call");
        Assert.Empty(rig.Contents());
        rig.Run(Batch(good, new BatchWrite(Item("""{"id":{"S":"b"}}"""), Delete: true)));
        Assert.Equal(["""{"id":{"S":"a"}}"""], rig.Contents());
    }

    [Theory]
    [InlineData("r = :v", "Query condition missed key schema element: id")]
    [InlineData("id > :v", "Query key condition not supported")]
    [InlineData("id = :v AND another = :v", "Query condition missed key schema element: r")]
    [InlineData("id = :v OR r = :v", "Invalid operator used in KeyConditionExpression: OR")]
    [InlineData("id = :v AND r <> :v", "Invalid operator used in KeyConditionExpression: <>")]
    [InlineData("id = :v AND id = :v", "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key")]
    public void A_key_condition_that_no_key_can_answer_is_refused(string text, string message)
    {
        var rig = new DynamoDbRig().WithTable(range: "r");
        Throws(() => rig.Run(new Query { Table = "core", KeyConditionText = text, Input = Input("""{":v":{"S":"x"}}""") }), message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_journal_and_a_snapshot_bring_the_same_state_back(bool fromSnapshot)
    {
        var rig = new DynamoDbRig().WithTable(range: "r", rangeType: "N");
        var chance = new SeededChance(20260101);
        for (var i = 0; i < 500; i++)
        {
            rig.Now += TimeSpan.FromMilliseconds(chance.Below(3));
            var key = $$$"""{"id":{"S":"{{{chance.Below(10)}}}"},"r":{"N":"{{{chance.Below(10)}}}"}}""";
            if (chance.Below(3) == 0)
                rig.Delete(key);
            else
                rig.Update(key, "SET a = :v ADD n :n", $$$$"""{":v":{"L":[{"BOOL":true},{"NULL":true},{"B":"AQID"},{"M":{"x":{"NS":["{{{{i}}}}","-1.5"]}}}]},":n":{"N":"{{{{i}}}}.5"}}""");
        }

        var again = rig.Restarted(fromSnapshot);
        Assert.Equal(rig.Contents(), again.Contents());
        Assert.Equal(rig.Engine.Clock.Last, again.Engine.Clock.Last);
        Assert.Equal(rig.Engine.Table("core").Bytes, again.Engine.Table("core").Bytes);
        Assert.Equal(rig.Engine.Table("core").Log.Head, again.Engine.Table("core").Log.Head);
        Assert.Equal(rig.Engine.Table("core").Definition, again.Engine.Table("core").Definition);
    }

    [Fact]
    public void Tables_are_created_listed_and_deleted()
    {
        var rig = new DynamoDbRig().WithTable("aaa").WithTable("bbb").WithTable("ccc");
        Assert.Equal("ResourceInUseException", Throws(() => rig.WithTable("aaa"), "Table already exists: aaa").Code);
        var (names, last) = rig.Run(new ListTables { Limit = 2 });
        Assert.Equal(["aaa", "bbb"], names);
        Assert.Equal("bbb", last);
        (names, last) = rig.Run(new ListTables { After = "bbb", Limit = 2 });
        Assert.Equal(["ccc"], names);
        Assert.Null(last);
        rig.Run(new DeleteTable { Name = "bbb" });
        Throws(() => rig.Run(new DescribeTable { Name = "bbb" }), "Requested resource not found: Table: bbb not found");
        var first = rig.Run(new DescribeTable { Name = "aaa" }).Definition.Id;
        rig.Run(new DeleteTable { Name = "aaa" });
        rig.WithTable("aaa");
        Assert.NotEqual(first, rig.Run(new DescribeTable { Name = "aaa" }).Definition.Id);
    }
}
