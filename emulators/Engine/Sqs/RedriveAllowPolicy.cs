using System.Text.Json;

namespace ActiveActive.Engine.Sqs;

/// <summary>RedriveAllowPolicy: which queues may have this one as their dead-letter queue.</summary>
internal static class RedriveAllowPolicy
{
    private const int Sources = 10;

    /// <summary>Reads it: the ARNs of the queues that may use this one; null for all.</summary>
    /// <exception cref="SqsException">It is none.</exception>
    public static IReadOnlyList<string>? Parse(string value)
    {
        var (permission, arns) = Read(value);
        if (permission == "byQueue")
        {
            return arns.Length switch
            {
                0 => throw Wrong(value, "When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values."),
                > Sources => throw Wrong(value, $"The maximum number of source queue ARNs you can specify is {Sources}."),
                _ => arns,
            };
        }

        if (arns.Length > 0)
            throw Wrong(value, "To specify one or more source queue ARNs, you must set redrivePermission to byQueue.");
        return permission == "allowAll" ? null : [];
    }

    /// <summary>True for one.</summary>
    public static bool IsOne(string value)
    {
        try
        {
            Parse(value);
            return true;
        }
        catch (SqsException)
        {
            return false;
        }
    }

    private static (string Permission, string[] Arns) Read(string value)
    {
        try
        {
            using var policy = JsonDocument.Parse(value);
            if (policy.RootElement.EnumerateObject().Any(p => p.Name is not ("redrivePermission" or "sourceQueueArns")))
                throw Unsupported();
            var permission = policy.RootElement.GetProperty("redrivePermission").GetString();
            string[] arns = policy.RootElement.TryGetProperty("sourceQueueArns", out var sources) ? [.. sources.EnumerateArray().Select(s => s.GetString()!)] : [];
            return permission is "allowAll" or "denyAll" or "byQueue" ? (permission, arns) : throw Unsupported();
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unsupported();
        }
    }

    private static SqsException Wrong(string value, string reason) =>
        SqsException.Invalid(value, "RedriveAllowPolicy", $"Amazon SQS can't create the redrive allow policy. {reason}");

    private static SqsException Unsupported() => new(
        "InvalidAttributeValue",
        "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it\u2019s in an unsupported format.");
}
