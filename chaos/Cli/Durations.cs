using System.Globalization;

namespace ActiveActive.Cli;

/// <summary>Reads 500ms, 30s, 2m, 1h.</summary>
internal static class Durations
{
    /// <summary>The duration in seconds.</summary>
    /// <exception cref="UsageException">It is none, or not above zero.</exception>
    public static double Seconds(string text)
    {
        var digits = text.TrimEnd([.. "abcdefghijklmnopqrstuvwxyz"]);
        double? unit = text[digits.Length..] switch { "ms" => 0.001, "s" or "" => 1, "m" => 60, "h" => 3600, _ => null };
        return unit is { } factor && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count * factor
            : throw new UsageException($"'{text}' is not a duration; write 500ms, 30s, 2m or 1h");
    }
}
