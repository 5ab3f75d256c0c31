using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ActiveActive.Controller;

/// <summary>A run that is read while it goes on, from the client's side.</summary>
public sealed class RunStream : IDisposable
{
    private readonly HttpResponseMessage _response;

    internal RunStream(string id, HttpResponseMessage response) => (Id, _response) = (id, response);

    /// <summary>The run.</summary>
    public string Id { get; }

    /// <summary>Its events up to the result.</summary>
    /// <exception cref="LabApiException">It ended without one; the message says why.</exception>
    public async IAsyncEnumerable<RunEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = await _response.Content.ReadAsStreamAsync(cancellation);
        var events = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<RunEvent>(data, LabJson.Options)!).EnumerateAsync(cancellation);
        await using var reader = events.GetAsyncEnumerator(cancellation);
        while (await NextAsync(reader))
        {
            var read = reader.Current.Data;
            if (read.Error is { } error)
                throw new LabApiException(error);
            yield return read;
            if (read.IsLast)
                yield break;
        }

        throw new LabApiException("the lab ended the run without a result; its log says why");
    }

    /// <inheritdoc/>
    public void Dispose() => _response.Dispose();

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<RunEvent>> reader)
    {
        try
        {
            return await reader.MoveNextAsync();
        }
        catch (IOException)
        {
            // The lab was killed; the caller says so.
            return false;
        }
    }
}
