using ActiveActive.Contracts;
using ActiveActive.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ActiveActive.Controller;

/// <summary>The routes that move writers by hand. Where they are is in /api/status.</summary>
internal static class AuroraApi
{
    /// <summary>Maps POST /api/aurora/switchover and /api/aurora/failover.</summary>
    public static void MapAuroraApi(this WebApplication app, ILab lab)
    {
        app.MapPost("/api/aurora/switchover", c => LabApi.RespondAsync(c, async () =>
            await WritersOf(lab).SwitchOverAsync(Known((await LabApi.BodyAsync<SwitchoverRequest>(c)).Database), c.RequestAborted)));
        app.MapPost("/api/aurora/failover", c => LabApi.RespondAsync(c, async () =>
        {
            var asked = await LabApi.BodyAsync<FailoverRequest>(c);
            return asked.AllowDataLoss
                ? await WritersOf(lab).FailOverAsync(Known(asked.Database), c.RequestAborted)
                : throw new BadHttpRequestException("a failover may lose rows until the old writer is back; say so with \"allowDataLoss\": true, or switch over");
        }));
    }

    private static IWriters WritersOf(ILab lab) => lab.Writers ?? throw new LabEnvironmentException("this lab has no writers to move");

    private static string Known(string? database) => Topology.Databases.Contains(database)
        ? database!
        : throw new BadHttpRequestException($"'{database}' is not a global database; there are {string.Join(", ", Topology.Databases)}");
}

/// <summary>Body of POST /api/aurora/switchover.</summary>
/// <param name="Database">inbound, preprocess, postprocess or outbound.</param>
public sealed record SwitchoverRequest(string? Database);

/// <summary>Body of POST /api/aurora/failover.</summary>
/// <param name="Database">inbound, preprocess, postprocess or outbound.</param>
/// <param name="AllowDataLoss">Must be true: what the old writer had not replicated is lacking until it is back.</param>
public sealed record FailoverRequest(string? Database, bool AllowDataLoss = false);
