using Amazon.Runtime;
using Npgsql;

namespace ActiveActive.DnsRouter.HealthChecks;

/// <summary>An exception in the words that an operator looks for.</summary>
public static class FailureReason
{
    /// <summary>One line.</summary>
    public static string Of(Exception failure) => OneLine(failure switch
    {
        PostgresException refused => $"{refused.SqlState}: {refused.MessageText}",
        AmazonServiceException { ErrorCode.Length: > 0 } refused => $"{refused.ErrorCode}: {refused.Message}",
        { InnerException: { } inner } => Of(inner),
        _ => failure.Message,
    });

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
