using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActiveActive.AwsEmulator.Settings;

namespace ActiveActive.AwsEmulator.Calls;

/// <summary>
/// A line of JSON for each call, to a file or to standard output; off unless the settings say where. A line that cannot be written
/// is lost and told once: the log never fails a call.
/// </summary>
internal sealed partial class RequestLog : IDisposable
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new(512);
    private readonly TimeProvider _time;
    private readonly ILogger<RequestLog> _logger;
    private readonly Stream? _out;
    private bool _told;

    /// <summary>Opens it, if there is to be one.</summary>
    /// <exception cref="Hosting.InvalidSettingException">The file cannot be written.</exception>
    public RequestLog(EmulatorOptions options, TimeProvider time, ILogger<RequestLog> logger)
    {
        (_time, _logger) = (time, logger);
        try
        {
            _out = options.RequestLog switch
            {
                "" => null,
                "stdout" => Console.OpenStandardOutput(),
                var path => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0),
            };
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Hosting.InvalidSettingException($"Emulator:RequestLog '{options.RequestLog}' cannot be written: {refused.Message}");
        }
    }

    /// <summary>True when calls are to be written.</summary>
    public bool IsOn => _out is not null;

    /// <summary>Writes an answered call.</summary>
    public void Write(HttpContext context, CallName name, string? resource, TimeSpan took, string? code)
    {
        lock (_gate)
        {
            _line.Clear();
            using (var json = new Utf8JsonWriter(_line, Writing))
                WriteCall(json, context, name, resource, took, code);
            _line.Write("\n"u8);
            try
            {
                _out!.Write(_line.WrittenSpan);
                _out.Flush();
            }
            catch (IOException refused)
            {
                if (!_told)
                    LogLost(_logger, refused);
                _told = true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _out?.Dispose();

    private void WriteCall(Utf8JsonWriter json, HttpContext context, CallName name, string? resource, TimeSpan took, string? code)
    {
        json.WriteStartObject();
        json.WriteString("time", _time.GetUtcNow());
        json.WriteString("service", name.Service);
        json.WriteString("operation", name.Operation);
        if (resource is not null)
            json.WriteString("resource", resource);
        json.WriteNumber("status", context.Response.StatusCode);
        if (code is not null)
            json.WriteString("error", code);
        if (context.Request.ContentLength is { } received)
            json.WriteNumber("bytesIn", received);
        if (context.Response.ContentLength is { } sent)
            json.WriteNumber("bytesOut", sent);
        json.WriteNumber("ms", Math.Round(took.TotalMilliseconds, 3));
        json.WriteString("request", context.TraceIdentifier);
        json.WriteEndObject();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The request log could not be written; calls are answered without it")]
    private static partial void LogLost(ILogger logger, Exception why);
}
