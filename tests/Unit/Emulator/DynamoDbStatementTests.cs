using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.PartiQl;
using ActiveActive.Engine.DynamoDb.Values;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>PartiQL's grammar: what is read, and what AWS says to the rest. The messages are AWS's.</summary>
public sealed class DynamoDbStatementTests
{
    private const string Malformed = "Statement wasn't well formed, can't be processed: ";

    [Theory]
    [InlineData("SELECT * FROM t WHERE pk = 1 foo", "Unexpected token after expression")]
    [InlineData("SELECT * FROM t WHERE pk = 1 e5", "Unexpected token after expression")]
    [InlineData("SELECT * FROM t ORDER BY pk WHERE pk = 1", "Unexpected token after expression")]
    [InlineData("INSERT INTO t x VALUE {'pk': 1}", "Unexpected token after expression")]
    [InlineData("DELETE FROM t WHERE pk = 1 ORDER BY pk", "Unexpected token after expression")]
    [InlineData("FROM t SET c = 1 WHERE pk = 1", "Unexpected token after expression")]
    [InlineData("SLECT * FROM t WHERE pk = 1", "Expected data manipulation")]
    [InlineData("SELECT * FROM t WHERE;", "Unexpected term")]
    [InlineData("SELECT * FROM t WHERE NOT", "Unexpected term")]
    [InlineData("SELECT * FROM", "Unexpected term")]
    [InlineData("SELECT * FROM t WHERE ORDER BY pk", "Unexpected keyword")]
    [InlineData("SELECT * FROM t WHERE pk = LIKE", "Unexpected operator")]
    [InlineData("SELECT * FROM t WHERE pk = 1 AND", "Missing right-hand side expression of infix operator")]
    [InlineData("SELECT * FROM t WHERE a IS FOO", "Expected type name")]
    [InlineData("SELECT * FROM t WHERE m.inner = 1", "Invalid path dot component")]
    [InlineData("DELETE FROM WHERE pk = 1", "Expected identifier for simple path")]
    [InlineData("SELECT * FROM t WHERE pk = 1e2147483648", "")]
    [InlineData("SELECT * FROM t WHERE pk = 1.5e-2147483647", "")]
    [InlineData("SELECT * FROM t WHERE pk = 1 # note", "")]
    [InlineData("SELECT * FROM t /* note", "")]
    public void What_is_not_well_formed_is_told_where_reading_stopped(string statement, string why) => Refused(Malformed + why, statement);

    [Theory]
    [InlineData("SELECT * FROM t x WHERE pk = 1", "Aliasing is not supported")]
    [InlineData("SELECT * FROM t.i.more", "A path may contain at most 2 components in the FROM clause")]
    [InlineData("SELECT * FROM t.\"\"", "Path component cannot be an empty string")]
    [InlineData("UPDATE t.i SET a = 1 WHERE pk = 1", "This operation is not supported on an index")]
    [InlineData("INSERT INTO t.i VALUE {'pk': 1}", "FROM clause may only contain a single table name")]
    [InlineData("x IS DOUBLE PRECISION", "Unsupported operation: IsType")]
    [InlineData("INSERT INTO t VALUE {'pk': 1, 'm': {'x': [1, 1e126]}}", "Number overflow. Attempting to store a number with magnitude larger than supported range under root.x[1]")]
    [InlineData("UPDATE t SET a = 1e-131 WHERE pk = 1", "Number underflow. Attempting to store a number with magnitude smaller than supported range under root")]
    [InlineData("DELETE FROM t WHERE pk = 1 RETURNING ALL NEW *", "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.")]
    [InlineData("SELECT * FROM t WHERE exists(a)", "Unrecognized function: exists at 1:23:6")]
    [InlineData("SELECT * FROM t\nWHERE nope(a)", "Unrecognized function: nope at 2:7:4")]
    [InlineData("SELECT * FROM t WHERE attribute_exists('a')", "Operator or function requires a document path; operator or function: attribute_exists")]
    [InlineData("SELECT * FROM t WHERE attribute_exists(a, b)", "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2")]
    [InlineData("SELECT * FROM t WHERE a < true", "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL")]
    [InlineData("UPDATE t SET s = set_add(r, <<1>>) WHERE pk = 1", "The first argument to SET_ADD must equal the assignment value at 1:18:7")]
    [InlineData("UPDATE t SET s = set_add(s, [1]) WHERE pk = 1", "The second argument to SET_ADD must be a value with type SET at 1:26:1")]
    [InlineData("UPDATE t SET s = set_delete(s) WHERE pk = 1", "SET_DELETE must have exactly two arguments at 1:18:10")]
    [InlineData("UPDATE t SET s = set_add(s, <<>>) WHERE pk = 1", "Empty bags are not supported")]
    [InlineData("SELECT * FROM t WHERE pk = ?", "Number of parameters in request and statement don't match.")]
    public void What_DynamoDB_has_not_of_the_language_is_named(string statement, string message) => Refused(message, statement);

    [Fact]
    public void Comments_signs_and_both_orders_of_an_update_are_read()
    {
        var update = StatementParser.Parse("-- first\nfrom \"t\" where pk = -.73e1 /* key */ set a = a + 1 remove b returning all new *;", []);
        Assert.Equal(("UPDATE", "t", "ALL_NEW", 2), (update.Verb, update.Table, update.Returning, update.Update!.Actions.Count));
        Assert.Equal("-7.3", ((AttributeValue.N)update.Equalities["pk"]).Value.ToString());
        var branches = StatementParser.Parse("SELECT a.b FROM t WHERE pk = 'a' AND NOT sk IN ['1', ?] OR (pk = 'b' AND attribute_exists(c))", [new AttributeValue.S("2")]);
        Assert.Equal([["pk", "sk"], ["pk", "c"]], branches.Branches.Select(b => b.SelectMany(t => t.Names).ToArray()));
        Assert.True(branches.Branches[0][1].Negates);
        Assert.Empty(branches.Equalities);
    }

    private static void Refused(string message, string statement) =>
        Assert.Equal(message, Assert.Throws<DynamoException>(() => StatementParser.Parse(statement, [])).Message);
}
