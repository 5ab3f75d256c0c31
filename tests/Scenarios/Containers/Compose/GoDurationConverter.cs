using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ActiveActive.ScenarioTests.Containers.Compose;

/// <summary>Durations as Compose writes them: 1h2m3.5s, 500ms.</summary>
internal sealed partial class GoDurationConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        if (Duration().Match(text) is not { Success: true } parts)
            throw new JsonException($"'{text}' is not a duration such as 1h2m3s or 500ms");
        var sum = TimeSpan.Zero;
        for (var i = 0; i < parts.Groups["number"].Captures.Count; i++)
        {
            var number = double.Parse(parts.Groups["number"].Captures[i].Value, CultureInfo.InvariantCulture);
            sum += parts.Groups["unit"].Captures[i].Value switch
            {
                "h" => TimeSpan.FromHours(number),
                "m" => TimeSpan.FromMinutes(number),
                "s" => TimeSpan.FromSeconds(number),
                _ => TimeSpan.FromMilliseconds(number),
            };
        }

        return sum;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => throw new NotSupportedException("descriptions are only read");

    [GeneratedRegex(@"^((?<number>\d+(\.\d+)?)(?<unit>ms|h|m|s))+\z")]
    private static partial Regex Duration();
}
