using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>
/// The error for a set that has a member twice. AWS's older validation layer shows the members as they were sent; the newer one
/// quotes them, sorted up to the first repetition, then that one, then the rest as sent.
/// </summary>
internal static class DuplicateMembers
{
    /// <summary>The error.</summary>
    public static DynamoException Error(string type, IReadOnlyList<AttributeValue> members)
    {
        const string Invalid = "One or more parameter values were invalid: ";
        if (type == "NS")
            return DynamoException.Validation("Input collection contains duplicates", Invalid + "Input collection contains duplicates.");
        var sent = members.Select(Shown).ToList();
        var quoted = AsRead(members).Select(m => $"\"{Shown(m)}\"");
        return type == "SS"
            ? DynamoException.Validation(
                $"{Invalid}Input collection [{string.Join(", ", sent)}] contains duplicates.",
                $"{Invalid}Input collection [{string.Join(", ", quoted)}] contains duplicates.")
            : DynamoException.Validation(
                $"{Invalid}Input collection [{string.Join(", ", sent)}]of type BS contains duplicates.",
                $"{Invalid}Input collection [{string.Join(",", quoted)}]of type BS contains duplicates.");
    }

    private static IEnumerable<AttributeValue> AsRead(IReadOnlyList<AttributeValue> members)
    {
        for (var i = 1; i < members.Count; i++)
        {
            if (members.Take(i).Any(m => ValueOrder.Same(m, members[i])))
                return [.. members.Take(i).Order(Comparer<AttributeValue>.Create(ValueOrder.Compare)), .. members.Skip(i)];
        }

        return members;
    }

    private static string Shown(AttributeValue member) =>
        member is AttributeValue.B bytes ? Convert.ToBase64String(bytes.Value.Span) : ((AttributeValue.S)member).Value;
}
