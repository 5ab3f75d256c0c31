using ActiveActive.Engine.DynamoDb.Expressions;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>Reads SELECT, INSERT, UPDATE, DELETE and EXISTS.</summary>
public sealed class StatementParser : WhereReader
{
    private StatementParser(string text, IReadOnlyList<AttributeValue> parameters)
        : base(text, parameters)
    {
    }

    /// <summary>Reads a statement whose question marks stand for the parameters.</summary>
    /// <exception cref="DynamoException">It is none.</exception>
    public static Statement Parse(string text, IReadOnlyList<AttributeValue> parameters)
    {
        var parser = new StatementParser(text, parameters);
        var statement = parser.Statement();
        parser.End();
        return statement;
    }

    private Statement Statement()
    {
        if (Take("SELECT"))
            return Select();
        if (Take("INSERT"))
            return Insert();
        if (Take("UPDATE"))
            return Update();
        if (Take("DELETE"))
            return Delete();
        if (!Take("EXISTS"))
            throw Unexpected();
        Expect("(");
        Expect("SELECT");
        var inner = Select();
        Expect(")");
        return inner with { Verb = "EXISTS" };
    }

    private Statement Select()
    {
        List<DocumentPath>? columns = null;
        if (!Take("*"))
        {
            columns = [Path()];
            while (Take(","))
                columns.Add(Path());
        }

        Expect("FROM");
        var table = Name();
        var index = Take(".") ? Name() : null;
        var where = Take("WHERE") ? Where() : null;
        var order = new List<(string, bool)>();
        if (Take("ORDER"))
        {
            Expect("BY");
            do
            {
                var attribute = Name();
                order.Add((attribute, !Take("ASC") && Take("DESC")));
            }
            while (Take(","));
        }

        return new Statement { Verb = "SELECT", Table = table, Index = index, Columns = columns, Where = where, Order = order };
    }

    private Statement Insert()
    {
        Expect("INTO");
        var table = Name();
        Expect("VALUE");
        return new Statement
        {
            Verb = "INSERT", Table = table, Item = Value() is AttributeValue.M map ? map.Value : throw Malformed("INSERT takes one item"),
        };
    }

    private Statement Update()
    {
        var table = Name();
        var actions = new List<UpdateAction>();
        while (At("SET") || At("REMOVE"))
        {
            var set = Take("SET");
            if (!set)
                Expect("REMOVE");
            do
                actions.Add(set ? Set() : new UpdateAction.Remove(Path()));
            while (Take(","));
        }

        if (actions.Count == 0)
            throw Unexpected();
        PathClashes.Check([.. actions.Select(a => a.Path)], DynamoException.Validation);
        Expect("WHERE");
        var where = Where();
        return new Statement { Verb = "UPDATE", Table = table, Update = new Update(actions), Where = where, Returning = Returning() };
    }

    private Statement Delete()
    {
        Expect("FROM");
        var table = Name();
        Expect("WHERE");
        var where = Where();
        return new Statement { Verb = "DELETE", Table = table, Where = where, Returning = Returning() };
    }

    private string Returning()
    {
        if (!Take("RETURNING"))
            return "NONE";
        var all = Take("ALL");
        if (!all)
            Expect("MODIFIED");
        var old = Take("OLD");
        if (!old)
            Expect("NEW");
        Expect("*");
        return (all, old) switch { (true, true) => "ALL_OLD", (true, false) => "ALL_NEW", (false, true) => "UPDATED_OLD", _ => "UPDATED_NEW" };
    }

    private UpdateAction Set()
    {
        var path = Path();
        Expect("=");
        if ((At("set_add") || At("set_delete")) && AfterAhead.Text == "(")
        {
            var add = Take("set_add");
            if (!add)
                Expect("set_delete");
            Expect("(");
            Path();
            Expect(",");
            var elements = Value() as AttributeValue.Set ?? throw Malformed("set_add and set_delete take a set");
            Expect(")");
            return add ? new UpdateAction.Add(path, elements) : new UpdateAction.Delete(path, elements);
        }

        var left = Term();
        var minus = Ahead is { Kind: StatementTokenKind.Symbol, Text: "-" };
        if (!Take("+") && !Take("-"))
            return new UpdateAction.Set(path, left);
        return new UpdateAction.Set(path, new UpdateValue.Sum(left, Term(), minus));
    }

    private UpdateValue Term()
    {
        if (AtValue())
            return new UpdateValue.Literal(Value());
        if (AfterAhead is not { Kind: StatementTokenKind.Symbol, Text: "(" })
            return new UpdateValue.Place(Path());
        var append = Take("list_append");
        if (!append)
            Expect("if_not_exists");
        Expect("(");
        var path = append ? null : Path();
        var first = append ? PlainTerm() : null;
        Expect(",");
        var second = PlainTerm();
        Expect(")");
        return append ? new UpdateValue.ListAppend(first!, second) : new UpdateValue.IfNotExists(path!, second);
    }

    private UpdateValue PlainTerm() => AtValue() ? new UpdateValue.Literal(Value()) : new UpdateValue.Place(Path());
}
