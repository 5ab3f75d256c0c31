using System.Globalization;

namespace ActiveActive.Scenarios;

/// <summary>A status in one line: the evidence of a step.</summary>
internal static class StatusText
{
    /// <summary>Where the messages are, how many rows the stores have, what does not answer, what does not work.</summary>
    public static string Evidence(this LabStatus status)
    {
        var full = status.Queues.Where(q => q.Depth > 0).Select(q => $"{q.Region}/{q.Queue} {q.Depth}").ToList();
        var silent = status.Queues.Where(q => q.Depth is null).Select(q => $"{q.Region}/{q.Queue}-queue")
            .Concat(status.Stores.Where(s => s.Rows is null).Select(s => $"{s.Region}/{s.Store}-database")).ToList();
        var ill = status.Components.Where(c => c.State != ComponentStatus.Working)
            .Select(c => $"{c.Name} in {c.State}{(c.Detail is null ? "" : $" ({c.Detail})")}").ToList();
        var rows = status.Stores.Where(s => s.Rows is not null).Select(s => $"{s.Region}/{s.Store} {s.Rows}");
        return string.Join("; ", new[]
        {
            full.Count == 0 ? $"no messages in {(silent.Count == 0 ? "any queue" : "the queues that answer")}" : $"messages: {string.Join(", ", full)}",
            $"rows: {string.Join(", ", rows)}",
            $"delivered: {status.Delivered?.ToString(CultureInfo.InvariantCulture) ?? "no answer"}",
            silent.Count == 0 ? "all queues and stores answer" : $"no answer: {string.Join(", ", silent)}",
            $"writers: {(status.GlobalDatabases.Count == 0 ? "not known" : string.Join(", ", status.GlobalDatabases.Select(d => $"{d.Database} in {d.Writer ?? "an unknown region"}")))}",
            ill.Count == 0 ? "all components work" : $"components: {string.Join(", ", ill)}",
        });
    }

    /// <summary>What keeps a lab from its steady state, before a run and after it, or null.</summary>
    public static string? Unsteady(this LabStatus status)
    {
        if (status.Faults.Count > 0)
            return $"{status.Faults[0].Target} is failed ({status.Faults[0].Kind}, by {status.Faults[0].By}); './aa recover all' undoes it";
        if (status.Components.FirstOrDefault(c => c.State != ComponentStatus.Working) is { } ill)
            return $"{ill.Name} is in {ill.State}: {ill.Detail ?? "it did not say why"}";
        if (status.GlobalDatabases.FirstOrDefault(d => d.PendingFence is not null || d.RowsLacking.Count > 0) is { } open)
            return open.PendingFence is { } region ? $"the old writer of {open.Database} in {region} has still to be fenced" : $"{open.Database} in {open.Writer} lacks rows until replication brings them";
        if (!status.Drained)
            return $"records are on their way ({status.Evidence()})";
        if (status.Delivered is not { } delivered)
            return "the destination does not say what it has";
        return status.Holds(delivered) ? null : $"stores and destination do not hold the same number of records ({status.Evidence()})";
    }
}
