using ActiveActive.Engine.DynamoDb.Operations;
using Xunit;
using static ActiveActive.UnitTests.Emulator.DynamoDbRig;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>Updates of one item.</summary>
public sealed class DynamoDbUpdateTests
{
    private const string Key = """{"id":{"S":"k"}}""";
    private readonly DynamoDbRig _rig = new DynamoDbRig().WithTable();

    [Theory]
    [InlineData("""{"a":{"N":"1"},"b":{"N":"2"}}""", "SET a = b, b = a", null, """{"a":{"N":"2"},"b":{"N":"1"},"id":{"S":"k"}}""")]
    [InlineData("""{"a":{"N":"1"}}""", "SET a = a + :x, b = a", """{":x":{"N":"0.5"}}""", """{"a":{"N":"1.5"},"b":{"N":"1"},"id":{"S":"k"}}""")]
    [InlineData("""{"a":{"N":"1"}}""", "SET a = a - :x", """{":x":{"N":"3"}}""", """{"a":{"N":"-2"},"id":{"S":"k"}}""")]
    [InlineData("""{"a":{"N":"1"}}""", "SET b = a REMOVE a", null, """{"b":{"N":"1"},"id":{"S":"k"}}""")]
    [InlineData("{}", "SET a = if_not_exists(a, :x)", """{":x":{"N":"3"}}""", """{"a":{"N":"3"},"id":{"S":"k"}}""")]
    [InlineData("""{"a":{"N":"1"}}""", "SET a = if_not_exists(a, :x) + :x", """{":x":{"N":"3"}}""", """{"a":{"N":"4"},"id":{"S":"k"}}""")]
    [InlineData("""{"l":{"L":[{"N":"1"}]}}""", "SET l = list_append(l, :x)", """{":x":{"L":[{"N":"2"}]}}""", """{"id":{"S":"k"},"l":{"L":[{"N":"1"},{"N":"2"}]}}""")]
    [InlineData("{}", "SET l = list_append(if_not_exists(l, :e), :x)", """{":e":{"L":[]},":x":{"L":[{"N":"2"}]}}""", """{"id":{"S":"k"},"l":{"L":[{"N":"2"}]}}""")]
    [InlineData("""{"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]}}""", "REMOVE l[0], l[2]", null, """{"id":{"S":"k"},"l":{"L":[{"N":"1"}]}}""")]
    [InlineData("""{"l":{"L":[{"N":"0"},{"N":"1"}]}}""", "SET l[1] = :x REMOVE l[0]", """{":x":{"N":"9"}}""", """{"id":{"S":"k"},"l":{"L":[{"N":"9"}]}}""")]
    [InlineData("""{"l":{"L":[{"N":"0"}]}}""", "SET l[9] = :b, l[5] = :a", """{":a":{"S":"a"},":b":{"S":"b"}}""", """{"id":{"S":"k"},"l":{"L":[{"N":"0"},{"S":"a"},{"S":"b"}]}}""")]
    [InlineData("""{"m":{"M":{"x":{"N":"1"}}}}""", "SET m.y = m.x, m.x = :v", """{":v":{"N":"8"}}""", """{"id":{"S":"k"},"m":{"M":{"x":{"N":"8"},"y":{"N":"1"}}}}""")]
    [InlineData("""{"m":{"M":{"x":{"N":"1"}}}}""", "SET c = m, m.x = :v", """{":v":{"N":"8"}}""", """{"c":{"M":{"x":{"N":"1"}}},"id":{"S":"k"},"m":{"M":{"x":{"N":"8"}}}}""")]
    [InlineData("""{"a":{"N":"1"}}""", "ADD a :x", """{":x":{"N":"2"}}""", """{"a":{"N":"3"},"id":{"S":"k"}}""")]
    [InlineData("{}", "ADD a :x", """{":x":{"N":"2"}}""", """{"a":{"N":"2"},"id":{"S":"k"}}""")]
    [InlineData("""{"s":{"SS":["a"]}}""", "ADD s :x", """{":x":{"SS":["b","a"]}}""", """{"id":{"S":"k"},"s":{"SS":["a","b"]}}""")]
    [InlineData("""{"s":{"SS":["a","b"]}}""", "DELETE s :x", """{":x":{"SS":["b","c"]}}""", """{"id":{"S":"k"},"s":{"SS":["a"]}}""")]
    [InlineData("""{"s":{"SS":["a"]}}""", "DELETE s :x", """{":x":{"SS":["a"]}}""", """{"id":{"S":"k"}}""")]
    [InlineData("{}", "DELETE s :x", """{":x":{"SS":["a"]}}""", """{"id":{"S":"k"}}""")]
    [InlineData("{}", "REMOVE nothing", null, """{"id":{"S":"k"}}""")]
    public void An_update_sees_the_item_as_it_was(string before, string expression, string? values, string after)
    {
        _rig.Put(before == "{}" ? Key : $"{Key[..^1]},{before[1..]}");
        _rig.Update(Key, expression, values);
        Assert.Equal(after, Json(_rig.Get(Key)));
    }

    [Fact]
    public void Every_right_side_sees_the_old_values_also_deep_inside_and_after_removals()
    {
        _rig.Put("""{"id":{"S":"k"},"l":{"L":[{"N":"1"},{"N":"2"},{"N":"3"}]},"m":{"M":{"l":{"L":[{"N":"7"}]}}}}""");
        _rig.Update(Key, "SET l[2] = l[0], m.l[0] = l[1], head = l[0] REMOVE l[0]");
        Assert.Equal(
            """{"head":{"N":"1"},"id":{"S":"k"},"l":{"L":[{"N":"2"},{"N":"1"}]},"m":{"M":{"l":{"L":[{"N":"2"}]}}}}""", Json(_rig.Get(Key)));
    }

    [Theory]
    [InlineData("SET a = :x, a = :x", "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]")]
    [InlineData("SET m.a = :x REMOVE m", "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, a], path two: [m]")]
    [InlineData("SET m.a = :x, m[0] = :x", "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, a], path two: [m, [0]]")]
    [InlineData("SET a = :x SET b = :x", "Invalid UpdateExpression: The \"SET\" section can only be used once in an update expression;")]
    [InlineData("SET id = :x", "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key")]
    [InlineData("SET a = gone + :x", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("SET a = s + :x", "An operand in the update expression has an incorrect data type")]
    [InlineData("SET gone.a = :x", "The document path provided in the update expression is invalid for update")]
    [InlineData("SET s.a = :x", "The document path provided in the update expression is invalid for update")]
    [InlineData("ADD s :x", "An operand in the update expression has an incorrect data type")]
    [InlineData("DELETE s :x", "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: DELETE, operand type: N")]
    [InlineData("PUT a = :x", "Invalid UpdateExpression: Syntax error; token: \"PUT\", near: \"PUT a\"")]
    [InlineData("SET a :x", "Invalid UpdateExpression: Syntax error; token: \":x\", near: \"a :x\"")]
    [InlineData("SET a = size(s) + :x", "Invalid UpdateExpression: The function is not allowed in an update expression; function: size")]
    public void A_wrong_update_changes_nothing_and_says_why(string expression, string message)
    {
        _rig.Put("""{"id":{"S":"k"},"s":{"S":"text"},"m":{"M":{}}}""");
        Throws(() => _rig.Update(Key, expression, """{":x":{"N":"1"}}"""), message);
        Assert.Equal("""{"id":{"S":"k"},"m":{"M":{}},"s":{"S":"text"}}""", Json(_rig.Get(Key)));
    }

    [Theory]
    [InlineData("NONE", "null")]
    [InlineData("ALL_OLD", """{"a":{"N":"1"},"b":{"N":"9"},"id":{"S":"k"}}""")]
    [InlineData("UPDATED_OLD", """{"a":{"N":"1"}}""")]
    [InlineData("ALL_NEW", """{"a":{"N":"2"},"b":{"N":"9"},"c":{"N":"2"},"id":{"S":"k"}}""")]
    [InlineData("UPDATED_NEW", """{"a":{"N":"2"},"c":{"N":"2"}}""")]
    public void Return_values_are_those_asked_for(string returns, string expected)
    {
        _rig.Put("""{"id":{"S":"k"},"a":{"N":"1"},"b":{"N":"9"}}""");
        Assert.Equal(expected, Json(_rig.Update(Key, "SET a = :x, c = :x", """{":x":{"N":"2"}}""", returns).Attributes));
    }

    [Fact]
    public void An_update_of_nothing_makes_an_item()
    {
        _rig.Update(Key, "SET a = :x", """{":x":{"N":"2"}}""");
        Assert.Equal("""{"a":{"N":"2"},"id":{"S":"k"}}""", Json(_rig.Get(Key)));
        _rig.Update("""{"id":{"S":"other"}}""", null);
        Assert.Equal("""{"id":{"S":"other"}}""", Json(_rig.Get("""{"id":{"S":"other"}}""")));
    }

    [Fact]
    public void A_failed_condition_changes_nothing_and_returns_the_item_on_request()
    {
        _rig.Put("""{"id":{"S":"k"},"a":{"N":"1"}}""");
        var error = Throws(
            () => _rig.Run(new PutItem { Table = "core", Item = Item(Key), ConditionText = "attribute_not_exists(id)", ReturnItemOnFailure = true }),
            "The conditional request failed");
        Assert.Equal("ConditionalCheckFailedException", error.Code);
        Assert.Equal("""{"a":{"N":"1"},"id":{"S":"k"}}""", Json(error.Item));
        Assert.Throws<Engine.DynamoDb.DynamoException>(() => _rig.Update("""{"id":{"S":"absent"}}""", "SET a = :x", """{":x":{"N":"1"}}""", condition: "attribute_exists(id)"));
        Assert.Null(_rig.Get("""{"id":{"S":"absent"}}"""));
    }

    [Fact]
    public void An_update_may_not_grow_an_item_beyond_400_KB()
    {
        var big = new string('x', 300 * 1024);
        _rig.Put($$$"""{"id":{"S":"k"},"a":{"S":"{{{big}}}"}}""");
        Throws(() => _rig.Update(Key, "SET b = a"), "Item size to update has exceeded the maximum allowed size");
    }
}
