using System.Text.Json.Nodes;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Operations;
using CsCheck;
using Xunit;

namespace ActiveActive.UnitTests.Emulator.Models;

/// <summary>
/// Update expressions against a plain evaluator, over drawn items and expressions: the same new item, or both refuse and nothing
/// has changed. CsCheck_Seed replays a failure, CsCheck_Iter does more.
/// </summary>
public sealed class UpdateModelTests
{
    private const int Draws = 4000;

    [Fact]
    public void An_update_makes_of_an_item_what_the_plain_evaluator_makes_of_it() => Gen.Select(PlainValues.Item, PlainUpdate.Any).Sample(
        (item, update) =>
        {
            var rig = new DynamoDbRig().WithTable();
            var old = (JsonObject)item.DeepClone();
            old["id"] = PlainValues.Node("S", "1");
            rig.Put(old.ToJsonString());
            var expected = update.Apply(old);
            var values = update.Values.Count == 0 ? null : update.Values.ToJsonString();
            var refused = false;
            try
            {
                rig.Update("""{"id":{"S":"1"}}""", update.Text, values);
            }
            catch (DynamoException wrong) when (wrong.Code == "ValidationException")
            {
                refused = true;
            }

            var what = $"{update.Text} with {values} on {old.ToJsonString()}";
            Assert.True(refused == (expected is null), $"{what}: the engine {(refused ? "refuses" : "does it")}");
            var found = JsonNode.Parse(DynamoDbRig.Json(rig.Get("""{"id":{"S":"1"}}""")))!.AsObject();
            Assert.True(PlainValues.Canonical(expected ?? old) == PlainValues.Canonical(found), $"{what}: expected {(expected ?? old).ToJsonString()}, found {found.ToJsonString()}");
        },
        iter: Draws);
}
