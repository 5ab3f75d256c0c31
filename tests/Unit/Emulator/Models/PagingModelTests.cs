using System.Globalization;
using ActiveActive.Engine.DynamoDb.Operations;
using ActiveActive.Engine.DynamoDb.Values;
using CsCheck;
using Xunit;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.UnitTests.Emulator.Models;

/// <summary>
/// Key conditions and pages against a sorted list: whatever the page size, direction, filter and number of segments, the pages
/// together are the same rows, in order, each once. CsCheck_Seed replays a failure, CsCheck_Iter does more.
/// </summary>
public sealed class PagingModelTests
{
    private static readonly Gen<(string Text, int Low, int High)> Conditions = Gen.Select(Gen.OneOf("", "=", "<", "<=", ">", ">=", "BETWEEN"), Gen.Int[-4, 24], Gen.Int[0, 12],
        (c, low, more) => (c, low, low + more));

    private static readonly Gen<List<int>> Rows = Gen.Int[-5, 25].List[0, 30];

    [Fact]
    public void Every_page_size_gives_the_same_rows_in_order() => Gen.Select(Rows, Conditions, Gen.Int[1, 12], Gen.Bool, Gen.Bool).Sample(
        (rows, condition, limit, forward, filtered) =>
        {
            var rig = Filled(rows);
            var expected = rows.Distinct().Order().Where(n => Matches(condition, n)).ToList();
            if (!forward)
                expected.Reverse();
            var (found, scanned, pages) = All(start => rig.Run(new Query
            {
                Table = "core", KeyConditionText = Key(condition.Text), Input = DynamoDbRig.Input(Values(condition, filtered)), Forward = forward, Limit = limit, StartKey = start,
                FilterText = filtered ? "odd = :odd" : null,
            }));
            Assert.Equal(expected.Where(n => !filtered || n % 2 != 0), found);
            Assert.Equal(expected.Count, scanned);
            // A full page always says where to go on, even when nothing follows.
            Assert.Equal((expected.Count / limit) + 1, pages);
        },
        iter: 400);

    [Fact]
    public void All_segments_of_a_scan_together_are_all_rows_once() => Gen.Select(Rows, Gen.Int[1, 7], Gen.Int[1, 12]).Sample(
        (rows, segments, limit) =>
        {
            var rig = new DynamoDbRig().WithTable();
            foreach (var n in rows)
                rig.Put($$$"""{"id":{"S":"{{{n}}}"},"r":{"N":"{{{n}}}"}}""");
            var found = Enumerable.Range(0, segments).SelectMany(segment => All(start => rig.Run(new Scan
            {
                Table = "core", Segment = segment, TotalSegments = segments, Limit = limit, StartKey = start,
            })).Rows);
            Assert.Equal(rows.Distinct().Order(), found.Order());
        },
        iter: 200);

    private static DynamoDbRig Filled(List<int> rows)
    {
        var rig = new DynamoDbRig().WithTable(range: "r", rangeType: "N");
        foreach (var n in rows)
        {
            rig.Put($$$"""{"id":{"S":"x"},"r":{"N":"{{{n}}}"},"odd":{"BOOL":{{{(n % 2 != 0 ? "true" : "false")}}}}}""");
            // Its neighbours in other partitions must not be seen.
            rig.Put($$$"""{"id":{"S":"y"},"r":{"N":"{{{n}}}"},"odd":{"BOOL":true}}""");
        }

        return rig;
    }

    private static (List<int> Rows, int Scanned, int Pages) All(Func<Item?, PageResult> read)
    {
        var (rows, scanned, pages) = (new List<int>(), 0, 0);
        Item? start = null;
        do
        {
            var page = read(start);
            rows.AddRange(page.Items!.Select(i => int.Parse(((AttributeValue.N)i["r"]).Value.ToString(), CultureInfo.InvariantCulture)));
            scanned += page.ScannedCount;
            pages++;
            start = page.LastKey;
        }
        while (start is not null);
        return (rows, scanned, pages);
    }

    private static string Key(string condition) => condition switch
    {
        "" => "id = :id",
        "BETWEEN" => "id = :id AND r BETWEEN :low AND :high",
        _ => $"r {condition} :low AND id = :id",
    };

    private static string Values((string Text, int Low, int High) condition, bool filtered)
    {
        List<string> values = ["\":id\":{\"S\":\"x\"}"];
        if (condition.Text.Length > 0)
            values.Add($"\":low\":{{\"N\":\"{condition.Low}\"}}");
        if (condition.Text == "BETWEEN")
            values.Add($"\":high\":{{\"N\":\"{condition.High}\"}}");
        if (filtered)
            values.Add("\":odd\":{\"BOOL\":true}");
        return $"{{{string.Join(',', values)}}}";
    }

    private static bool Matches((string Text, int Low, int High) condition, int n) => condition.Text switch
    {
        "" => true,
        "=" => n == condition.Low,
        "<" => n < condition.Low,
        "<=" => n <= condition.Low,
        ">" => n > condition.Low,
        ">=" => n >= condition.Low,
        _ => n >= condition.Low && n <= condition.High,
    };
}
