using Microsoft.Extensions.Logging;

namespace ActiveActive.Controller;

/// <summary>What the controller logs.</summary>
internal static partial class ControllerLog
{
    [LoggerMessage(LogLevel.Information, "Port {Port} was taken; listened on a free one")]
    public static partial void PortTaken(this ILogger log, int port);

    [LoggerMessage(LogLevel.Information, "Run was given up; {Count} faults were healed")]
    public static partial void RunGivenUp(this ILogger log, int count);

    [LoggerMessage(LogLevel.Warning, "Run did not end within the deadline; the lab was ended under it")]
    public static partial void RunStayed(this ILogger log);

    [LoggerMessage(LogLevel.Error, "Run {Run} broke off")]
    public static partial void RunFailed(this ILogger log, Exception error, string run);

    [LoggerMessage(LogLevel.Error, "Healing after a given-up run failed")]
    public static partial void HealFailed(this ILogger log, Exception error);

    [LoggerMessage(LogLevel.Warning, "Look at the lab for those who watch it failed")]
    public static partial void LookFailed(this ILogger log, Exception error);

    [LoggerMessage(LogLevel.Warning, "Report of {Run} was not written")]
    public static partial void ReportFailed(this ILogger log, Exception error, string run);

    [LoggerMessage(LogLevel.Error, "Request failed: {Path}")]
    public static partial void RequestFailed(this ILogger log, Exception error, string path);
}
