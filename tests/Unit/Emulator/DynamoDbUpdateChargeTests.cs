using ActiveActive.Engine.DynamoDb.Operations;
using Xunit;
using static ActiveActive.UnitTests.Emulator.DynamoDbRig;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>What UpdateItem's statement is charged, found at the edge: with so much beside it, it fits, and with one byte more not.</summary>
public sealed class DynamoDbUpdateChargeTests
{
    /// <summary>The statement, the action SET b and the name b.</summary>
    private const int Padding = 3 + 19 + 1;

    [Theory]
    [InlineData("", null, "{}", 0)]
    [InlineData(", c = :c", """{":c":{"S":"y"}}""", "{}", 19 + 1 + 1)]
    [InlineData(", c = abcdefghij", null, """{"abcdefghij":{"S":"yyyyyyyyyy"}}""", 19 + 1 + 1 + 14 + 10)]
    [InlineData(", c = m.z", null, """{"m":{"M":{"z":{"S":"yyyyyyyyyy"}}}}""", 19 + 1 + 1 + 15 + 15)]
    [InlineData(", n = n + :c", """{":c":{"N":"1"}}""", """{"n":{"N":"12345678901234567890"}}""", 19 + 1 + 34 + 16 + 2)]
    [InlineData(", n = n - :c", """{":c":{"N":"1"}}""", """{"n":{"N":"1"}}""", 19 + 1 + 37 + 16 + 2)]
    [InlineData(", c = if_not_exists(c, :c)", """{":c":{"S":"yyyyyyyyyy"}}""", "{}", 19 + 1 + 39 + 16 + 10)]
    [InlineData(", l = list_append(l, :c)", """{":c":{"L":[{"S":"yyyyyyyyyy"}]}}""", """{"l":{"L":[{"S":"e"}]}}""", 19 + 1 + 37 + 16 + 14)]
    [InlineData(" REMOVE m.yy, l[10]", null, """{"m":{"M":{"x":{"S":"y"},"yy":{"S":"r"}}},"l":{"L":[{"S":"e"}]}}""", 1 + 1 + 4 + 2 + 1 + 1 + 4 + 2)]
    [InlineData(" ADD ss :c", """{":c":{"SS":["sss","ppppp"]}}""", """{"ss":{"SS":["ppppp"]}}""", 19 + 2 + 3)]
    [InlineData(" DELETE ss :c", """{":c":{"SS":["ppppp"]}}""", """{"ss":{"SS":["p","ppppp"]}}""", 1 + 2)]
    public void Each_kind_of_clause_has_its_charge(string clause, string? values, string seed, int charge)
    {
        var room = (400 * 1024) - Padding - charge;
        Update(room, clause, values, seed);
        Throws(() => Update(room + 1, clause, values, seed), "Item size to update has exceeded the maximum allowed size");
    }

    [Fact]
    public void The_charge_comes_before_the_condition_and_only_where_the_statement_is_measured()
    {
        Throws(() => new DynamoDbRig().WithTable().Run(Statement((400 * 1024) - Padding + 1, "", null, condition: "attribute_exists(id)")), "Item size to update has exceeded the maximum allowed size");
        new DynamoDbRig().WithTable().Run(Statement((400 * 1024) - "id".Length - "k".Length - "b".Length, "", null, measured: false));
    }

    private static void Update(int padding, string clause, string? values, string seed)
    {
        var rig = new DynamoDbRig().WithTable();
        rig.Put($$"""{"id":{"S":"k"}{{(seed == "{}" ? "" : "," + seed[1..^1])}}}""");
        rig.Run(Statement(padding, clause, values));
    }

    private static UpdateItem Statement(int padding, string clause, string? values, string? condition = null, bool measured = true) => new()
    {
        Table = "core", Key = Item("""{"id":{"S":"k"}}"""), UpdateText = "SET b = :pad" + clause, ConditionText = condition, MeasuresStatement = measured,
        Input = Input($$$"""{":pad":{"S":"{{{new string('x', padding)}}}"}{{{(values is null ? "" : "," + values[1..^1])}}}}"""),
    };
}
