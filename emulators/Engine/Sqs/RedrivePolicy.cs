using System.Globalization;
using System.Text.Json;

namespace ActiveActive.Engine.Sqs;

/// <summary>RedrivePolicy: where a queue's dead letters go, and after how many receives.</summary>
internal static class RedrivePolicy
{
    /// <summary>Reads it: the dead-letter queue's name and the receives after which a message goes there.</summary>
    /// <param name="value">The attribute.</param>
    /// <param name="kept">True for one of a journal, which an earlier version may have checked less.</param>
    /// <exception cref="SqsException">It is none.</exception>
    public static (string Queue, int MaxReceives) Parse(string value, bool kept = false)
    {
        try
        {
            using var policy = JsonDocument.Parse(value);
            if (!policy.RootElement.TryGetProperty("maxReceiveCount", out var count))
                throw Invalid(value, "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
            if (!policy.RootElement.TryGetProperty("deadLetterTargetArn", out var target))
                throw Invalid(value, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
            var text = count.ValueKind == JsonValueKind.String ? count.GetString()! : count.GetRawText();
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var receives) || receives is < 1 or > 1000)
                throw Invalid(value, $"Invalid value for maxReceiveCount: {text}, valid values are from 1 to 1000 both inclusive.");
            var arn = target.GetString() ?? "";
            if (!kept)
                Check(value, policy.RootElement, arn);
            return (arn[(arn.LastIndexOf(':') + 1)..], receives);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new SqsException("InvalidAttributeValue", "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.");
        }
    }

    private static void Check(string value, JsonElement policy, string arn)
    {
        if (policy.EnumerateObject().Any(p => p.Name is not ("maxReceiveCount" or "deadLetterTargetArn")))
            throw Invalid(value, "Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn].");
        var parts = arn.Split(':');
        if (parts.Length < 6 || parts[0] != "arn")
            throw Invalid(value, "Invalid value for deadLetterTargetArn.");
        if (parts[2] != "sqs")
            throw Invalid(value, "Only SQS queues are valid resources for deadLetterTargetArn.");
    }

    private static SqsException Invalid(string value, string reason) => SqsException.Invalid(value, "RedrivePolicy", reason);
}
