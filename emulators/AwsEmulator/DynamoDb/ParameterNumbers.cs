using System.Globalization;
using System.Text.Json;
using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>
/// Numbers in the parameters of a statement. There AWS reads them as Java's BigDecimal reads text: exponent and scale must fit 32
/// bits, and a magnitude that does not wraps around. In items and keys it reads them otherwise.
/// </summary>
internal static class ParameterNumbers
{
    /// <summary>Every number in a value can be read, as far as nesting lets AWS come to it.</summary>
    /// <exception cref="DynamoException">The first that cannot, or what is nested too deeply before it.</exception>
    public static void Check(JsonElement value) => Check(value, 0);

    private static void Check(JsonElement value, int depth)
    {
        if (depth > DynamoLimits.Nesting)
            throw DynamoException.Validation("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit");
        if (value.ValueKind != JsonValueKind.Object)
            return;
        foreach (var typed in value.EnumerateObject())
        {
            switch (Parameters.NameOf(typed), typed.Value.ValueKind)
            {
                case ("N", JsonValueKind.String):
                    CheckNumber(Parameters.Text(typed.Value));
                    break;
                case ("NS", JsonValueKind.Array):
                    foreach (var element in typed.Value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String))
                        CheckNumber(Parameters.Text(element));
                    break;
                case ("L", JsonValueKind.Array):
                    foreach (var element in typed.Value.EnumerateArray())
                        Check(element, depth + 1);
                    break;
                case ("M", JsonValueKind.Object):
                    foreach (var entry in typed.Value.EnumerateObject())
                        Check(entry.Value, depth + 1);
                    break;
            }
        }
    }

    private static void CheckNumber(string text)
    {
        var exponentAt = text.IndexOfAny(['e', 'E']);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var digits = mantissa.Count(char.IsAsciiDigit);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var exponent = 0;
        if (digits == 0 || (exponentAt >= 0 && !int.TryParse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)))
            throw Unreadable(text);
        var scale = (point < 0 ? 0 : mantissa.Length - point - 1) - (long)exponent;
        if (scale is > int.MaxValue or < int.MinValue)
            throw Unreadable(text);
        if (digits - scale > int.MaxValue)
            throw DynamoException.Validation("Number underflow. Attempting to store a number with magnitude smaller than supported range");
    }

    private static DynamoException Unreadable(string text) =>
        DynamoException.Validation(text.Length == 0 ? "The parameter cannot be converted to a numeric value" : $"The parameter cannot be converted to a numeric value: {text}");
}
