using ActiveActive.Engine.DynamoDb.Expressions;
using Xunit;
using static ActiveActive.UnitTests.Emulator.DynamoDbRig;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>Conditions against one item.</summary>
public sealed class DynamoDbConditionTests
{
    private const string TheItem = """
        {"id":{"S":"k"},"n":{"N":"5"},"s":{"S":"hello"},"b":{"B":"AQID"},"t":{"BOOL":true},"z":{"NULL":true},
         "l":{"L":[{"N":"1"},{"S":"x"},{"M":{"deep":{"S":"yes"}}}]},"m":{"M":{"a":{"M":{"b":{"N":"7"}}}}},
         "ss":{"SS":["a","b"]},"ns":{"NS":["1","2.0"]},"emoji":{"S":"\ud83d\ude00"}}
        """;

    private const string Values = """
        {":5":{"N":"5.0"},":6":{"N":"6"},":4":{"N":"4"},":s5":{"S":"5"},":hello":{"S":"hello"},":he":{"S":"he"},":z":{"S":"z"},
         ":bytes":{"B":"AQ=="},":true":{"BOOL":true},":null":{"NULL":true},":a":{"S":"a"},":q":{"S":"q"},":1":{"N":"1"},":2":{"N":"2"},
         ":x":{"S":"x"},":N":{"S":"N"},":L":{"S":"L"},":ns":{"NS":["2","1"]},":yes":{"S":"yes"},":7":{"N":"7"},
         ":l":{"L":[{"N":"1.0"},{"S":"x"},{"M":{"deep":{"S":"yes"}}}]}}
        """;

    [Theory]
    [InlineData("n = :5", true)]
    [InlineData("n = :6", false)]
    [InlineData("n = :s5", false)]
    [InlineData("n <> :6", true)]
    [InlineData("n <> :5", false)]
    [InlineData("n <> :s5", true)]
    [InlineData("n < :6", true)]
    [InlineData("n < :5", false)]
    [InlineData("n <= :5", true)]
    [InlineData("n <= :4", false)]
    [InlineData("n > :4", true)]
    [InlineData("n > :5", false)]
    [InlineData("n >= :5", true)]
    [InlineData("n >= :6", false)]
    [InlineData("n < :z", false)]
    [InlineData("s < :z", true)]
    [InlineData("b > :bytes", true)]
    [InlineData("t = :true", true)]
    [InlineData("z = :null", true)]
    [InlineData("ns = :ns", true)]
    [InlineData("l = :l", true)]
    [InlineData(":5 = n", true)]
    [InlineData("n BETWEEN :4 AND :6", true)]
    [InlineData("n BETWEEN :5 AND :5", true)]
    [InlineData("n between :6 and :7", false)]
    [InlineData("n IN (:4, :5)", true)]
    [InlineData("n IN (:4, :s5)", false)]
    [InlineData("gone = :5", false)]
    [InlineData("gone <> :5", true)]
    [InlineData("gone < :5", false)]
    [InlineData("gone = lost", false)]
    [InlineData("gone IN (:5)", false)]
    [InlineData("attribute_exists(n)", true)]
    [InlineData("attribute_exists(m.a.b)", true)]
    [InlineData("attribute_exists(m.a.c)", false)]
    [InlineData("attribute_exists(l[2].deep)", true)]
    [InlineData("attribute_exists(l[3])", false)]
    [InlineData("attribute_exists(n.a)", false)]
    [InlineData("attribute_not_exists(gone)", true)]
    [InlineData("attribute_not_exists(n)", false)]
    [InlineData("attribute_type(n, :N)", true)]
    [InlineData("attribute_type(l, :N)", false)]
    [InlineData("attribute_type(l, :L)", true)]
    [InlineData("begins_with(s, :he)", true)]
    [InlineData("begins_with(s, :z)", false)]
    [InlineData("begins_with(b, :bytes)", true)]
    [InlineData("contains(s, :he)", true)]
    [InlineData("contains(ss, :a)", true)]
    [InlineData("contains(ss, :q)", false)]
    [InlineData("contains(ns, :2)", true)]
    [InlineData("contains(l, :x)", true)]
    [InlineData("contains(b, :bytes)", true)]
    [InlineData("size(s) = :5", true)]
    [InlineData("size(emoji) = :1", true)]
    [InlineData("size(ss) = :2", true)]
    [InlineData("size(n) = :1", false)]
    [InlineData("size(gone) >= :1", false)]
    [InlineData("m.a.b = :7 AND l[2].deep = :yes", true)]
    [InlineData("n = :6 OR n = :5 AND s = :hello", true)]
    [InlineData("(n = :6 OR n = :5) AND s = :z", false)]
    [InlineData("n = :5 OR n = :6 AND s = :z", true)]
    [InlineData("NOT n = :6 AND NOT (s = :z)", true)]
    [InlineData("NOT NOT n = :5", true)]
    [InlineData("not n = :5 or n = :5", true)]
    [InlineData("#n = :5", true)]
    public void A_condition_holds_or_not(string text, bool holds)
    {
        var item = Item(TheItem);
        var condition = ConditionParser.Parse("ConditionExpression", text, new Placeholders(new Dictionary<string, string> { ["#n"] = "n" }, Item(Values)));
        Assert.Equal(holds, condition.Holds(item));
    }

    [Theory]
    [InlineData("n = ", "Syntax error; token: \"<EOF>\", near: \"= \"")]
    [InlineData("n == :5", "Syntax error; token: \"=\", near: \"== :5\"")]
    [InlineData("(n = :5", "Syntax error; token: \"<EOF>\", near: \":5\"")]
    [InlineData("n = :5)", "Syntax error; token: \")\", near: \":5)\"")]
    [InlineData("n = :5 AND", "Syntax error; token: \"<EOF>\", near: \"AND\"")]
    [InlineData("n ! :5", "Syntax error; token: \"!\", near: \"n ! :5\"")]
    [InlineData("  ", "The expression can not be empty;")]
    [InlineData("name = :5", "Attribute name is a reserved keyword; reserved keyword: name")]
    [InlineData("n = :nope", "An expression attribute value used in expression is not defined; attribute value: :nope")]
    [InlineData("#nope = :5", "An expression attribute name used in the document path is not defined; attribute name: #nope")]
    [InlineData("foo(n)", "Invalid function name; function: foo")]
    [InlineData("if_not_exists(n, :5)", "The function is not allowed in a condition expression; function: if_not_exists")]
    [InlineData("begins_with(n, :5)", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N")]
    [InlineData("begins_with(s)", "Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1")]
    [InlineData("n < :true", "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL")]
    [InlineData("n = n", "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]")]
    [InlineData("n BETWEEN :6 AND :4", "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:6}, upper bound operand: AttributeValue: {N:4}")]
    [InlineData("attribute_exists(:5)", "Operator or function requires a document path; operator or function: attribute_exists")]
    [InlineData("attribute_type(n, :he)", "Invalid attribute type name found; type: he, valid types: {B,BOOL,BS,L,M,N,NS,NULL,S,SS}")]
    public void A_wrong_condition_is_refused_in_AWS_words(string text, string message) => Throws(
        () => ConditionParser.Parse("ConditionExpression", text, new Placeholders(new Dictionary<string, string> { ["#n"] = "n" }, Item(Values))),
        "Invalid ConditionExpression: " + message);

    [Fact]
    public void A_wall_of_parentheses_is_refused_and_not_a_stack_overflow() => Throws(
        () => ConditionParser.Parse("FilterExpression", new string('(', 2000) + "n = :5" + new string(')', 2000), new Placeholders(null, Item(Values))),
        "Invalid FilterExpression: The expression is nested too deeply");

    [Fact]
    public void Placeholders_must_be_used()
    {
        var placeholders = new Placeholders(new Dictionary<string, string> { ["#n"] = "n", ["#m"] = "m" }, Item("""{":a":{"N":"1"},":b":{"N":"2"}}"""));
        ConditionParser.Parse("ConditionExpression", "#n = :a", placeholders);
        Throws(placeholders.CheckUse, "Value provided in ExpressionAttributeNames unused in expressions: keys: {#m}");
    }

    [Fact]
    public void All_reserved_words_are_known_in_either_case()
    {
        Assert.Equal(573, ReservedWords.Count);
        Assert.True(ReservedWords.Contains("ZONE"));
        Assert.True(ReservedWords.Contains("abort"));
        Assert.False(ReservedWords.Contains("id"));
    }
}
