using System.Text.Json;

namespace ActiveActive.Engine.Sqs;

/// <summary>A queue's policy: kept and told, not enforced. What AWS would not take as one is not taken here either.</summary>
internal static class AccessPolicy
{
    private const int Statements = 20;

    /// <summary>True for a policy: a version that there is, and at least one statement, each with nothing that no statement has.</summary>
    /// <exception cref="SqsException">It has more statements than a queue may have.</exception>
    public static bool IsPolicy(string value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            var policy = document.RootElement;
            if (policy.ValueKind != JsonValueKind.Object || policy.EnumerateObject().Any(p => p.Name is not ("Version" or "Id" or "Statement")))
                return false;
            if (policy.TryGetProperty("Version", out var version) && (version.ValueKind != JsonValueKind.String || version.GetString() is not ("2008-10-17" or "2012-10-17")))
                return false;
            if (!policy.TryGetProperty("Statement", out var statement))
                return false;
            JsonElement[] statements = statement.ValueKind == JsonValueKind.Array ? [.. statement.EnumerateArray()] : [statement];
            CheckCount(statements.Length, $"{statements.Length} statements were found in the submitted policy, max allowed is {Statements}");
            return statements.Length > 0 && statements.All(IsStatement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Refuses one statement too many.</summary>
    /// <exception cref="SqsException">There are more than twenty.</exception>
    public static void CheckCount(int statements, string message)
    {
        if (statements > Statements)
            throw new SqsException("OverLimit", message);
    }

    private static bool IsStatement(JsonElement statement) =>
        statement.ValueKind == JsonValueKind.Object
        && statement.EnumerateObject().All(m => m.Name is "Sid" or "Effect" or "Principal" or "NotPrincipal" or "Action" or "NotAction" or "Resource" or "NotResource" or "Condition");
}
