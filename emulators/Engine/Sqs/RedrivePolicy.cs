using System.Globalization;
using System.Text.Json;

namespace ActiveActive.Engine.Sqs;

/// <summary>The two policies of dead-letter queues, which are attributes in JSON.</summary>
internal static class RedrivePolicy
{
    /// <summary>Reads RedrivePolicy: the dead-letter queue's name and the receives after which a message goes there.</summary>
    /// <exception cref="SqsException">It is none.</exception>
    public static (string Queue, int MaxReceives) Parse(string value)
    {
        try
        {
            using var policy = JsonDocument.Parse(value);
            if (!policy.RootElement.TryGetProperty("maxReceiveCount", out var count))
                throw SqsException.Invalid(value, "RedrivePolicy", "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
            if (!policy.RootElement.TryGetProperty("deadLetterTargetArn", out var target))
                throw SqsException.Invalid(value, "RedrivePolicy", "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
            var receives = count.ValueKind == JsonValueKind.String ? int.Parse(count.GetString()!, CultureInfo.InvariantCulture) : count.GetInt32();
            if (receives is < 1 or > 1000)
                throw SqsException.Invalid(value, "RedrivePolicy", "Invalid value for maxReceiveCount: " + receives.ToString(CultureInfo.InvariantCulture) + ", valid values are from 1 to 1000 both inclusive.");
            var arn = target.GetString() ?? "";
            return (arn[(arn.LastIndexOf(':') + 1)..], receives);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw SqsException.Invalid(value, "RedrivePolicy", "Redrive policy is not a valid JSON map.");
        }
    }

    /// <summary>Reads RedriveAllowPolicy: the ARNs of the queues that may use this one; null for all.</summary>
    /// <exception cref="SqsException">It is none.</exception>
    public static IReadOnlyList<string>? ParseAllow(string value)
    {
        try
        {
            using var policy = JsonDocument.Parse(value);
            var permission = policy.RootElement.GetProperty("redrivePermission").GetString();
            string[] arns = policy.RootElement.TryGetProperty("sourceQueueArns", out var sources) ? [.. sources.EnumerateArray().Select(s => s.GetString()!)] : [];
            return (permission, arns.Length) switch
            {
                ("allowAll", 0) => null,
                ("denyAll", 0) => [],
                ("byQueue", >= 1 and <= 10) => arns,
                _ => throw new FormatException(),
            };
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw SqsException.Invalid(value, "RedriveAllowPolicy", "Amazon SQS can't create the redrive allow policy. Reason: the policy is not valid.");
        }
    }

    /// <summary>True for a RedriveAllowPolicy.</summary>
    public static bool IsAllow(string value)
    {
        try
        {
            ParseAllow(value);
            return true;
        }
        catch (SqsException)
        {
            return false;
        }
    }

    /// <summary>True for a JSON object.</summary>
    public static bool IsJson(string value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
