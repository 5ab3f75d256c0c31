using System.Text.Json;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Sqs;
using ActiveActive.AwsEmulator.Storage;

namespace ActiveActive.AwsEmulator.Faults;

/// <summary>Faults over HTTP: POST, GET and DELETE /_lab/faults, DELETE /_lab/faults/ID.</summary>
internal static class FaultApi
{
    private const int MostBodyBytes = 64 * 1024;

    /// <summary>Adds the gate that queues and tables ask.</summary>
    public static void AddFaults(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FaultGate>();
        builder.Services.AddSingleton<ITableGate>(s => s.GetRequiredService<FaultGate>());
        builder.Services.AddSingleton<ISqsGate, QueueFaultGate>();
    }

    /// <summary>Maps the routes.</summary>
    public static void MapFaults(this WebApplication app)
    {
        var gate = app.Services.GetRequiredService<FaultGate>();
        // Calls that hang would otherwise hold up an orderly stop.
        app.Lifetime.ApplicationStopping.Register(() => gate.EndAll());
        app.MapPost("/_lab/faults", context => Begin(context, gate));
        app.MapGet("/_lab/faults", context =>
            context.Response.WriteAsJsonAsync(gate.Report(), FaultJson.Default.IReadOnlyListFaultReport, cancellationToken: context.RequestAborted));
        // Handlers with typed parameters would be compiled when the emulator starts.
        app.MapDelete("/_lab/faults", context =>
        {
            gate.EndAll();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        app.MapDelete("/_lab/faults/{id}", context =>
        {
            var id = (string)context.Request.RouteValues["id"]!;
            var ended = gate.End(id);
            context.Response.StatusCode = ended ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
            return ended ? Task.CompletedTask : context.Response.WriteAsJsonAsync($"No fault {id} holds.", FaultJson.Default.String, cancellationToken: context.RequestAborted);
        });
    }

    private static async Task Begin(HttpContext context, FaultGate gate)
    {
        FaultRequest? request;
        try
        {
            context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = MostBodyBytes;
            request = await JsonSerializer.DeserializeAsync(context.Request.Body, FaultJson.Default.FaultRequest, context.RequestAborted);
        }
        catch (JsonException wrong)
        {
            await Refuse(context, $"The body is not a fault such as {{\"resource\":\"table/core\",\"kind\":\"refuse\"}}: {wrong.Message}");
            return;
        }

        if (request is null || request.Validate() is not null)
        {
            await Refuse(context, request?.Validate() ?? "The body is null.");
            return;
        }

        if (gate.Begin(request) is not { } id)
        {
            await Refuse(context, $"{FaultGate.MostActive} faults hold already; end some first.");
            return;
        }

        // Who had passed the gate before the fault began holds its part's gate now or has written its evidence already: once
        // each gate has been had, no event of such a call comes after this answer.
        foreach (var part in context.RequestServices.GetServices<IDurablePart>())
        {
            part.Gate.Enter();
            part.Gate.Exit();
        }

        await context.Response.WriteAsJsonAsync(new FaultCreated(id), FaultJson.Default.FaultCreated, cancellationToken: context.RequestAborted);
    }

    private static Task Refuse(HttpContext context, string why)
    {
        context.Response.StatusCode = 400;
        return context.Response.WriteAsync(why, context.RequestAborted);
    }
}
