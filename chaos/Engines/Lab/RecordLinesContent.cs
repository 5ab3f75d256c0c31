using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ActiveActive.Contracts;

namespace ActiveActive.Engines.Lab;

/// <summary>Records as JSON lines, written as they come: a large file is never held whole.</summary>
internal sealed class RecordLinesContent : HttpContent
{
    private readonly IAsyncEnumerable<Record> _records;
    private readonly CancellationToken _cancellation;

    public RecordLinesContent(IAsyncEnumerable<Record> records, CancellationToken cancellation)
    {
        _records = records;
        _cancellation = cancellation;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await foreach (var record in _records.WithCancellation(_cancellation))
        {
            await JsonSerializer.SerializeAsync(stream, new { id = record.Id, body = record.Body }, cancellationToken: _cancellation);
            stream.WriteByte((byte)'\n');
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
