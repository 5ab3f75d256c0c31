using ActiveActive.Contracts;
using ActiveActive.Faults;
using ActiveActive.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActiveActive.Controller;

/// <summary>Where the writers of the global databases are, and moving them by hand: planned moves, which stay until they are moved again.</summary>
internal static class AuroraApi
{
    /// <summary>Maps GET /aurora, POST /aurora/switchover and POST /aurora/failover.</summary>
    public static void MapAurora(this RouteGroupBuilder api, ILab lab)
    {
        api.MapGet("/aurora", async (CancellationToken stop) => (await lab.ObserveAsync(stop)).GlobalDatabases)
            .Says("Aurora", "Every global database: writer, fences, replication lag, rows that a promoted side lacks");
        api.MapPost("/aurora/switchover", (SwitchoverRequest asked, CancellationToken stop) => WritersOf(lab).SwitchOverAsync(Known(asked.Database), stop))
            .Says("Switchover", "Move a writer to the other region once its replica has everything; loses nothing").RefusesBodies().Refuses(StatusCodes.Status409Conflict);
        api.MapPost("/aurora/failover", (FailoverRequest asked, CancellationToken stop) => asked.AllowDataLoss
                ? WritersOf(lab).FailOverAsync(Known(asked.Database), stop)
                : throw new UnusableFaultException("a failover may lose rows until the old writer is back; say so with \"allowDataLoss\": true, or switch over"))
            .Says("Failover", "Move a writer to the other region at once; what it had not replicated is lacking until it is back").RefusesBodies().Refuses(StatusCodes.Status409Conflict);
    }

    private static IWriters WritersOf(ILab lab) => lab.Writers ?? throw new LabEnvironmentException("this lab has no writers to move");

    private static string Known(string? database) => Topology.Databases.Contains(database)
        ? database!
        : throw new UnusableFaultException($"'{database}' is not a global database; there are {string.Join(", ", Topology.Databases)}");
}

/// <summary>Body of POST /api/aurora/switchover.</summary>
/// <param name="Database">inbound, preprocess, postprocess or outbound.</param>
public sealed record SwitchoverRequest(string? Database);

/// <summary>Body of POST /api/aurora/failover.</summary>
/// <param name="Database">inbound, preprocess, postprocess or outbound.</param>
/// <param name="AllowDataLoss">Must be true: what the old writer had not replicated is lacking until it is back.</param>
public sealed record FailoverRequest(string? Database, bool AllowDataLoss = false);
