using System.Text.Json.Nodes;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using CsCheck;
using Xunit;

namespace ActiveActive.UnitTests.Emulator.Models;

/// <summary>
/// Conditions and filters against a plain evaluator, over drawn items and expressions. CsCheck_Seed replays a failure,
/// CsCheck_Iter does more.
/// </summary>
public sealed class ConditionModelTests
{
    private const int Draws = 3000;

    [Fact]
    public void A_condition_holds_when_the_plain_evaluator_says_so() => Gen.Select(PlainValues.Item, PlainCondition.Any).Sample(
        (item, condition) =>
        {
            var rig = new DynamoDbRig().WithTable();
            rig.Put(WithKey(item));
            var write = new PutItem { Table = "core", Item = DynamoDbRig.Item("""{"id":{"S":"1"}}"""), ConditionText = condition.Text, Input = Input(condition) };
            var held = true;
            try
            {
                rig.Run(write);
            }
            catch (DynamoException refused) when (refused.Code == "ConditionalCheckFailedException")
            {
                held = false;
            }

            Assert.True(condition.Holds(item) == held, $"{condition.Text} with {Values(condition)} on {item.ToJsonString()}: the engine says {held}");
        },
        iter: Draws);

    [Fact]
    public void A_filter_keeps_the_items_for_which_the_plain_evaluator_holds() => Gen.Select(PlainValues.Item.List[0, 12], PlainCondition.Any).Sample(
        (items, condition) =>
        {
            var rig = new DynamoDbRig().WithTable();
            foreach (var (item, i) in items.Select((item, i) => (item, i)))
                rig.Put(WithKey(item, $"{i}"));
            var kept = rig.Run(new Scan { Table = "core", FilterText = condition.Text, Input = Input(condition) });
            Assert.Equal(items.Count, kept.ScannedCount);
            Assert.Equal(
                items.Select((item, i) => (item, i)).Where(e => condition.Holds(e.item)).Select(e => $"{e.i}").Order(StringComparer.Ordinal),
                kept.Items!.Select(i => ((Engine.DynamoDb.Values.AttributeValue.S)i["id"]).Value).Order(StringComparer.Ordinal));
        },
        iter: Draws / 4);

    private static string WithKey(JsonObject item, string id = "1")
    {
        var whole = (JsonObject)item.DeepClone();
        whole["id"] = PlainValues.Node("S", id);
        return whole.ToJsonString();
    }

    private static string Values(PlainCondition condition) =>
        new JsonObject(condition.Values.Select((v, i) => KeyValuePair.Create($":v{i}", (JsonNode?)v.DeepClone()))).ToJsonString();

    private static ExpressionInput Input(PlainCondition condition) => condition.Values.Count == 0 ? ExpressionInput.None : DynamoDbRig.Input(Values(condition));
}
