using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace ActiveActive.AwsEmulator.Http;

/// <summary>Where an answer is written before its length and checksum are known. They are used again and again.</summary>
internal sealed class AnswerBuffer : IDisposable
{
    /// <summary>One that has grown larger is let go of.</summary>
    private const int MostKeptBytes = 1 << 20;

    private static readonly ObjectPool<AnswerBuffer> Pool = new DefaultObjectPool<AnswerBuffer>(new DefaultPooledObjectPolicy<AnswerBuffer>(), 256);
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    /// <summary>Only the pool makes them: see <see cref="Take"/>.</summary>
    public AnswerBuffer() => Json = new Utf8JsonWriter(_bytes, Writing);

    /// <summary>What writes it.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>An empty one, until it is disposed of.</summary>
    public static AnswerBuffer Take() => Pool.Get();

    /// <summary>Ends the writing and gives the bytes, valid until it is disposed of.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        Json.Flush();
        return _bytes.WrittenMemory;
    }

    /// <summary>Begins anew, whatever has been written.</summary>
    public void Clear()
    {
        Json.Reset();
        _bytes.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Capacity > MostKeptBytes)
            return;
        Clear();
        Pool.Return(this);
    }
}
