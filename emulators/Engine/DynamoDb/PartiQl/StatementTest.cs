using ActiveActive.Engine.DynamoDb.Expressions;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>One of the conditions that a branch of WHERE joins by AND.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Names">The top-level attributes that it names, in the order of the statement.</param>
public sealed record StatementTest(Condition Condition, IReadOnlyList<string> Names)
{
    /// <summary>True when it holds for what something else does not: NOT and &lt;&gt;.</summary>
    public bool Negates => Condition is Condition.Not or Condition.Comparison { Comparator: "<>" };

    /// <summary>The tests of each branch of WHERE: branches are joined by OR, the tests of one by AND.</summary>
    internal static IReadOnlyList<IReadOnlyList<StatementTest>> Branches(StatementNode? where) => where is null
        ? []
        : [.. Joined(where, "or").Select(b => Joined(b, "and").Select(t => new StatementTest(ConditionBinder.Bind(t), [.. Roots(t).Distinct()])).ToList())];

    private static IEnumerable<StatementNode> Joined(StatementNode node, string by) => node is StatementNode.Binary binary && binary.At.Text == by
        ? Joined(binary.Left, by).Concat(Joined(binary.Right, by))
        : [node];

    private static IEnumerable<string> Roots(StatementNode node) => node switch
    {
        StatementNode.Path path => [path.Steps[0].Name!],
        StatementNode.Call call => call.Arguments.SelectMany(Roots),
        StatementNode.Unary unary => Roots(unary.Inner),
        StatementNode.Binary binary => Roots(binary.Left).Concat(Roots(binary.Right)),
        StatementNode.Between between => Roots(between.What).Concat(Roots(between.Low)).Concat(Roots(between.High)),
        StatementNode.Is test => Roots(test.What),
        StatementNode.List list => list.Elements.SelectMany(Roots),
        _ => [],
    };
}
