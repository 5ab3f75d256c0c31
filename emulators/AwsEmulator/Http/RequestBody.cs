using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace ActiveActive.AwsEmulator.Http;

/// <summary>
/// A request's body, whole and in one piece of pooled memory, so that JSON is read where it is. Everything that was read from it
/// must be let go of before it is.
/// </summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly byte[]? _bytes;
    private readonly int _length;

    private RequestBody(byte[] bytes, int length) => (_bytes, _length) = (bytes, length);

    private ReadOnlyMemory<byte> Bytes
    {
        get
        {
            var bytes = _bytes.AsMemory(0, _length);
            return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        }
    }

    /// <summary>Reads it to its end.</summary>
    public static async ValueTask<RequestBody> Read(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await Next(reader, context.RequestAborted);
            if (read.IsCanceled)
                throw new OperationCanceledException();
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var length = checked((int)read.Buffer.Length);
            var bytes = ArrayPool<byte>.Shared.Rent(length);
            read.Buffer.CopyTo(bytes);
            reader.AdvanceTo(read.Buffer.End);
            return new RequestBody(bytes, length);
        }
    }

    private static async ValueTask<ReadResult> Next(PipeReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            // No disk of ours: the request's own framing, such as a chunk's length that is no number.
            throw new BadHttpRequestException(broken.Message, broken);
        }
    }

    /// <summary>The JSON object that it is, or null when it is none.</summary>
    public JsonDocument? ReadObject(JsonDocumentOptions options)
    {
        try
        {
            var document = JsonDocument.Parse(Bytes, options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // The same answer.
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes is not null)
            ArrayPool<byte>.Shared.Return(_bytes);
    }
}
