using System.Runtime.CompilerServices;
using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Hosting;
using ActiveActive.Hosting.Clients;

namespace ActiveActive.RecordSource;

/// <summary>POST /batches/{n}: records as JSON lines in the body, streamed; answers when all are acknowledged.</summary>
public static class PublishApi
{
    /// <summary>Adds the publisher.</summary>
    public static WebApplicationBuilder AddRecordSource(this WebApplicationBuilder builder)
    {
        builder.AddLabClients();
        builder.AddSettings<SourceOptions>("Source", o => o.Validate());
        builder.Services.AddSingleton(services =>
            AcknowledgedRecords.FromHistory(services.GetRequiredService<LabOptions>().History));
        builder.Services.AddSingleton<Func<string, IQueue>>(services =>
            host => services.GetRequiredService<AwsClients>().QueueAt(host, Topology.FirstQueue));
        builder.Services.AddSingleton<SourceDependencies>();
        builder.Services.AddSingleton<BatchPublisher>();
        return builder;
    }

    /// <summary>Maps the API.</summary>
    public static WebApplication MapRecordSource(this WebApplication app)
    {
        app.MapPost("/batches/{batch:int:min(1)}", async (int batch, HttpRequest request, BatchPublisher publisher) =>
        {
            try
            {
                if (request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { } limit)
                    limit.MaxRequestBodySize = null;
                return Results.Json(await publisher.PublishAsync(batch, ReadAsync(batch, request.Body), request.HttpContext.RequestAborted));
            }
            catch (OperationCanceledException) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
            {
                return Results.Json(new { error = "the batch was abandoned, as somebody asked" }, statusCode: StatusCodes.Status409Conflict);
            }
            catch (AlreadyPublishedException replay)
            {
                return Results.Json(new { error = replay.Message }, statusCode: StatusCodes.Status409Conflict);
            }
            catch (Exception refused) when (refused is RecordRefusedException or RepeatedRecordException)
            {
                return Results.Json(new { error = refused.Message }, statusCode: StatusCodes.Status400BadRequest);
            }
        });
        app.MapDelete("/batches/{batch:int:min(1)}", async (int batch, BatchPublisher publisher, CancellationToken cancellation) =>
        {
            await publisher.AbandonAsync(cancellation);
            return Results.NoContent();
        });
        app.MapGet("/published", (AcknowledgedRecords acknowledged) => Results.Json(new { acknowledged = acknowledged.Count }));
        return app;
    }

    private static async IAsyncEnumerable<Record> ReadAsync(
        int batch, Stream body, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var reader = new StreamReader(body);
        for (var number = 1; await reader.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (line.Length == 0)
                continue;
            yield return Parse(batch, number, line);
        }
    }

    private static Record Parse(int batch, int number, string line)
    {
        GivenRecord? given;
        try
        {
            given = JsonSerializer.Deserialize<GivenRecord>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException broken)
        {
            throw new RecordRefusedException(number, broken.Message);
        }

        if (given is not { Id: { } id, Body: { } text })
            throw new RecordRefusedException(number, "it needs 'id' and 'body'");
        return RecordLimits.Reject(id, text) is { } reason
            ? throw new RecordRefusedException(number, reason)
            : new Record(id, batch, text);
    }

    private sealed record GivenRecord(string? Id, string? Body);
}

/// <summary>A line of the request is not a record that can travel.</summary>
public sealed class RecordRefusedException(int line, string reason) : Exception($"line {line}: {reason}");
