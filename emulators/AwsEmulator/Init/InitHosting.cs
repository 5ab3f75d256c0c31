using System.Text.Json.Serialization;

namespace ActiveActive.AwsEmulator.Init;

/// <summary>What a prepared start adds to the emulator: queues and tables of a file, and scripts.</summary>
internal static partial class InitHosting
{
    private static readonly string[] Stages = ["BOOT", "START", "READY", "SHUTDOWN"];

    /// <summary>Adds both.</summary>
    public static void AddInit(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<ResourceLoader>();
        builder.Services.AddSingleton<InitScript>();
        builder.Services.AddSingleton<InitHooks>();
        builder.Services.AddHostedService(services => services.GetRequiredService<InitHooks>());
    }

    /// <summary>Maps /_localstack/init and /_localstack/init/STAGE, in LocalStack's form.</summary>
    public static void MapInit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_localstack/init", context =>
        {
            var (done, scripts) = Read(context);
            var completed = Stages.ToDictionary(s => s, s => Completed(s, done));
            return context.Response.WriteAsJsonAsync(new InitStatus(completed, scripts), InitJson.Default.InitStatus, cancellationToken: context.RequestAborted);
        });
        routes.MapGet("/_localstack/init/{stage}", context =>
        {
            var stage = Stages.FirstOrDefault(s => s.Equals((string?)context.GetRouteValue("stage"), StringComparison.OrdinalIgnoreCase));
            if (stage is null)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return context.Response.WriteAsync($"There is no such stage; there are {string.Join(", ", Stages)}.", context.RequestAborted);
            }

            var (done, scripts) = Read(context);
            var status = new StageStatus(Completed(stage, done), stage == "READY" ? scripts : []);
            return context.Response.WriteAsJsonAsync(status, InitJson.Default.StageStatus, cancellationToken: context.RequestAborted);
        });
    }

    private static bool Completed(string stage, bool done) => stage is "BOOT" or "START" || (stage == "READY" && done);

    private static (bool Done, ScriptStatus[] Scripts) Read(HttpContext context)
    {
        var (done, scripts) = context.RequestServices.GetRequiredService<InitHooks>().Status;
        return (done, [.. scripts.Select(s => new ScriptStatus("READY", Path.GetFileName(s.Path), s.State))]);
    }

    private sealed record InitStatus(IReadOnlyDictionary<string, bool> Completed, ScriptStatus[] Scripts);

    private sealed record StageStatus(bool Completed, ScriptStatus[] Scripts);

    private sealed record ScriptStatus(string Stage, string Name, string State);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(InitStatus))]
    [JsonSerializable(typeof(StageStatus))]
    private sealed partial class InitJson : JsonSerializerContext;
}
