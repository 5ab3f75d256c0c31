using System.Globalization;
using ActiveActive.Contracts.History;
using ActiveActive.Scenarios;
using ActiveActive.Scenarios.RunFolders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveActive.Controller;

/// <summary>What the components wrote of a record or of themselves: in the lab that is up, or in a run's folder.</summary>
internal static class HistoryApi
{
    // A record has some thirty events in a quiet run; what was tried for an hour may have thousands.
    private const int MostOfRecord = 2_000;
    private const int MostOfComponent = 500;

    /// <summary>Maps GET /history/record and GET /history/component.</summary>
    public static void MapHistory(this RouteGroupBuilder api, ILab lab, RunShelf shelf)
    {
        api.MapGet("/history/record", (string id, CancellationToken gone, string? run = null) => OfRecord(lab, shelf, id, run, gone))
            .Says("RecordHistory", "Every event of a record, of the lab that is up or of a run, in the order of time").Refuses(StatusCodes.Status404NotFound);
        api.MapGet("/history/component", (string name, int limit = 50) => OfComponent(lab, name, limit))
            .Says("ComponentHistory", "The last events of a component, and what was done to it").Refuses(StatusCodes.Status404NotFound);
    }

    private static HistoryAnswer OfRecord(ILab lab, RunShelf shelf, string id, string? run, CancellationToken gone)
    {
        IReadOnlyList<string> files = run is null
            ? [.. Directory.EnumerateFiles(LiveFolder(lab), "*.jsonl")]
            : [Path.Combine(shelf.Find(run) ?? throw new NothingThereException($"there is no run '{run}' here; GET /api/runs lists what there is"), RunFolderLayout.History)];
        var events = HistorySearch.OfRecord(files, id, MostOfRecord, gone);
        return events.Count > 0
            ? new HistoryAnswer(events)
            : throw new NothingThereException($"no history tells of a record '{id}'{(run is null ? "" : $" in {run}")}");
    }

    private static HistoryAnswer OfComponent(ILab lab, string name, int limit) => limit is > 0 and <= MostOfComponent
        ? new HistoryAnswer(HistorySearch.OfComponent(LiveFolder(lab), name, limit))
        : throw new UnusableRequestException($"limit is {limit.ToString(CultureInfo.InvariantCulture)}; it goes from 1 to {MostOfComponent}");

    private static string LiveFolder(ILab lab) => lab.HistoryFolder is { } folder && Directory.Exists(folder)
        ? folder
        : throw new NothingThereException("this lab keeps no history that can be read here");
}

/// <summary>Answer to GET /api/history/….</summary>
/// <param name="Events">In the order of time.</param>
public sealed record HistoryAnswer(IReadOnlyList<HistoryEvent> Events);
