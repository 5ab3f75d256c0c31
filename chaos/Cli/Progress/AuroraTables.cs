using System.Globalization;
using ActiveActive.Scenarios;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ActiveActive.Cli.Progress;

/// <summary>The global databases and replication as tables.</summary>
internal static class AuroraTables
{
    private const string NoAnswer = "–";

    /// <summary>Ids that are shown; --json has all.</summary>
    private const int ShownIds = 20;

    /// <summary>The tables, top to bottom.</summary>
    public static IReadOnlyList<IRenderable> Of(LabStatus status)
    {
        var parts = new List<IRenderable> { Writers(status), Replication(status) };
        foreach (var database in status.GlobalDatabases)
        {
            if (database.PendingFence is { } region)
                parts.Add(new Text($"{database.Database}: the old writer in {region} did not answer and is fenced as soon as it does", new Style(Color.Yellow)));
            if (database.RowsLacking.Count > 0)
            {
                var more = database.RowsLacking.Count > ShownIds ? " … (--json has all)" : "";
                parts.Add(new Text(
                    $"{database.Database}: {database.Writer} lacks {database.RowsLacking.Count} rows until replication brings them: {string.Join(' ', database.RowsLacking.Take(ShownIds))}{more}",
                    new Style(Color.Red)));
            }

            if (database.Problem is { } problem)
                parts.Add(new Text($"{database.Database}: {problem}", new Style(Color.Yellow)));
        }

        foreach (var problem in status.Replication.Where(r => r.Problem is not null))
            parts.Add(new Text($"{problem.Store} into {problem.Into}: {problem.Problem}", new Style(Color.Yellow)));
        return parts;
    }

    private static Table Writers(LabStatus status)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("global database", "writer", "r1", "r2");
        foreach (var database in status.GlobalDatabases)
            table.AddRow([database.Database, database.Writer ?? NoAnswer, .. database.Sides.Select(s => Role(s.Fenced))]);
        return table;
    }

    private static Table Replication(LabStatus status)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("replication of", "into", "rows behind", "bytes behind", "seconds behind", "");
        foreach (var r in status.Replication)
            table.AddRow(r.Store, r.Into, Number(r.RowsBehind), Number(r.BytesBehind), r.SecondsBehind?.ToString("0.0", CultureInfo.InvariantCulture) ?? NoAnswer, r.Paused == true ? "paused" : "");
        return table;
    }

    private static string Role(bool? fenced) => fenced switch
    {
        null => NoAnswer,
        true => "refuses writes",
        false => "takes writes",
    };

    private static string Number(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? NoAnswer;
}
