using System.Globalization;
using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using Spectre.Console;
using Region = ActiveActive.Contracts.Region;
using Spectre.Console.Rendering;

namespace ActiveActive.Cli.Progress;

/// <summary>A status as tables: the pipeline by stage and region, what does not work, what is failed.</summary>
internal static class StatusTables
{
    private const string NoAnswer = "–";

    /// <summary>The tables, top to bottom.</summary>
    public static IReadOnlyList<IRenderable> Of(LabStatus status)
    {
        var parts = new List<IRenderable> { Pipeline(status) };
        foreach (var component in status.Components.Where(c => c.State != ComponentStatus.Working))
            parts.Add(new Text($"{component.Name}: {component.State}{(component.Detail is { } why ? $", {why}" : "")}", new Style(Color.Yellow)));
        foreach (var fault in status.Faults)
            parts.Add(new Text($"fault: {fault.Kind} {fault.Target} since {fault.From:HH:mm:ss} by {fault.By}{(fault.Means is { } means ? $" with {means}" : "")}, {End(fault, status.At)}; {fault.Evidence}", new Style(Color.Red)));
        if (status.Queues.Any(q => q.Depth is null) || status.Stores.Any(s => s.Rows is null) || status.Delivered is null)
            parts.Add(new Text($"{NoAnswer}: gave no answer", new Style(Color.Yellow)));
        parts.Add(new Text($"delivered: {Number(status.Delivered)}   dead letters: {Number(status.DeadLetters)}"));
        return parts;
    }

    // A day is the longest that any fault lasts, and what who gave no time gets: nobody waits for that end.
    private static string End(ActiveFault fault, DateTimeOffset now) => fault.Until is { } until && until - fault.From < Fault.Longest
        ? string.Create(CultureInfo.InvariantCulture, $"ends by itself at {until:HH:mm:ss}, in {Math.Max(0, (until - now).TotalSeconds):0} s")
        : fault.Until is { } late ? string.Create(CultureInfo.InvariantCulture, $"until './aa recover {fault.Target}', at the latest {late:yyyy-MM-dd HH:mm:ss}")
        : $"until './aa recover {fault.Target}'";

    private static Table Pipeline(LabStatus status)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumn(Narrow("stage"));
        foreach (var region in Region.All)
            table.AddColumn(Narrow($"{region.Name}\nwaiting")).AddColumn(Narrow($"{region.Name}\ncontainer")).AddColumn(Narrow($"{region.Name}\nrows"));
        for (var i = 0; i < Stage.All.Count; i++)
        {
            var stage = Stage.All[i];
            var queue = Topology.Queues[i];
            table.AddRow([stage.Name, .. Region.All.SelectMany(r => Cells(status, r.Name, stage.Name, queue))]);
        }

        // The last queue has no stage behind it: the destination empties it.
        table.AddRow(["destination", .. Region.All.SelectMany(r => new[] { Waiting(status, r.Name, Topology.Queues[^1]), "", "" })]);
        return table;
    }

    // Names of states are not to be broken in two: 80 columns hold them without room to spare.
    private static TableColumn Narrow(string header) => new TableColumn(header).NoWrap().PadLeft(0).PadRight(0);

    private static string[] Cells(LabStatus status, string region, string stage, string queue) =>
    [
        Waiting(status, region, queue),
        Markup.Escape(status.Components.FirstOrDefault(c => c.Name == $"{region}/{stage}")?.State ?? "?"),
        Number(status.Stores.FirstOrDefault(s => s.Region == region && s.Store == stage)?.Rows),
    ];

    private static string Waiting(LabStatus status, string region, string queue) =>
        Number(status.Queues.FirstOrDefault(q => q.Region == region && q.Queue == queue)?.Depth);

    private static string Number(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? NoAnswer;
}
