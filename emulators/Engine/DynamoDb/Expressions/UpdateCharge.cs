using System.Globalization;
using System.Text;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Expressions;

/// <summary>
/// What AWS charges UpdateItem for its expression, in bytes: the statement itself must fit into the limit of an item, beside the
/// item that it makes. No document of AWS tells it; measured against AWS in eu-west-2 in October 2026. Transactions, PartiQL and
/// AttributeUpdates are not measured so.
/// </summary>
public static class UpdateCharge
{
    internal const int IfNotExists = 39;
    internal const int ListAppend = 37;
    internal const int Plus = 34;
    internal const int Minus = 37;
    private const int Statement = 3;
    private const int Write = 19;
    private const int Removal = 1;

    /// <summary>The charge of an update of an item; of the members that ADD gives a set, only those count that it has not.</summary>
    public static int Of(Update update, IReadOnlyDictionary<string, AttributeValue> old) => Statement + update.Actions.Sum(a => OfTarget(a.Path) + a switch
    {
        UpdateAction.Set set => Write + set.Value.Charge,
        UpdateAction.Add add => Write + OfAdded(add, old),
        _ => Removal,
    });

    /// <summary>A path that is read: its value is free.</summary>
    internal static int OfOperand(DocumentPath path) => 1 + path.Steps.Sum(s => 14 + Bytes(s));

    private static int OfTarget(DocumentPath path) => Bytes(path.Steps[0]) + path.Steps.Skip(1).Sum(s => 4 + Bytes(s));

    private static int OfAdded(UpdateAction.Add add, IReadOnlyDictionary<string, AttributeValue> old) =>
        add.Value is AttributeValue.Set added && add.Path.Read(old) is AttributeValue.Set has
            ? added.Elements.Where(e => !has.Elements.Any(h => ValueOrder.Same(h, e))).Sum(ItemSize.Of)
            : ItemSize.Of(add.Value);

    private static int Bytes(PathStep step) => step.Name is { } name
        ? Encoding.UTF8.GetByteCount(name)
        : step.Index.ToString(CultureInfo.InvariantCulture).Length;
}
