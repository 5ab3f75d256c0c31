using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using ActiveActive.Contracts;

namespace ActiveActive.Scenarios.Records;

/// <summary>
/// The user's own records. A file is checked whole before anything is published, and then streamed batch by batch; at no time is
/// more than one record of it in memory. A record's body is its text as it is in the file, byte for byte.
/// </summary>
public static class RecordFile
{
    /// <summary>Reads the file once, checks every record and that no id comes twice.</summary>
    /// <exception cref="UnusableInputException">The file cannot be used; the message names the line and what to do.</exception>
    public static async Task<RecordFileSummary> ValidateAsync(string path, CancellationToken cancellation = default)
    {
        var known = new KnownIds();
        long count = 0, generated = 0;
        var largest = 0;
        await foreach (var (record, hasOwnId) in ScanAsync(path, 0, long.MaxValue, cancellation))
        {
            if (known.FirstLineOf(record.Id, record.Line) is { } first)
                throw new UnusableInputException($"{path}, line {record.Line}: the id '{record.Id}' was on line {first} already; ids must differ");
            count++;
            generated += hasOwnId ? 0 : 1;
            largest = Math.Max(largest, Encoding.UTF8.GetByteCount(record.Body));
        }

        if (count == 0)
            throw new UnusableInputException($"{path}: it holds no record; put at least one record a batch into it, or leave --records out");
        return new RecordFileSummary(path, RecordFormats.OfFile(path), count, generated, new FileInfo(path).Length, largest);
    }

    /// <summary>Streams <paramref name="count"/> records after skipping <paramref name="from"/>.</summary>
    /// <exception cref="UnusableInputException">The file cannot be used, or is shorter than that because it changed meanwhile.</exception>
    public static async IAsyncEnumerable<RecordLine> ReadAsync(
        string path, long from, long count, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var read = 0L;
        await foreach (var (record, _) in ScanAsync(path, from, count, cancellation))
        {
            read++;
            yield return record;
        }

        if (read < count)
            throw new UnusableInputException($"{path}: it ends after record {from + read}, before record {from + count}; it changed while the lab was reading it");
    }

    private static async IAsyncEnumerable<(RecordLine Record, bool HasOwnId)> ScanAsync(
        string path, long from, long count, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var format = RecordFormats.OfFile(path);
        await using var file = Open(path);
        var scanner = new RecordScanner(file, quoted: format == RecordFormat.Csv);
        IRecordParser? parser = format == RecordFormat.JsonLines ? new JsonLineParser() : null;
        long? emptyLine = null;
        var index = 0L;
        while (index - from < count && await scanner.NextAsync(cancellation) is { } raw)
        {
            if (raw.TooLong)
                throw new UnusableInputException(TooLong(path, raw.Line, format));
            if (IsBlank(raw))
            {
                emptyLine ??= raw.Line;
                continue;
            }

            if (emptyLine is { } line)
                throw new UnusableInputException($"{path}, line {line}: it is empty and a record follows it; delete the line");
            if (parser is null)
                parser = Checked(path, raw, header => new CsvRecordParser(header));
            else if (index++ >= from)
                yield return Parse(path, raw, parser);
        }
    }

    private static (RecordLine Record, bool HasOwnId) Parse(string path, RawRecord raw, IRecordParser parser)
    {
        var own = Checked(path, raw, parser.IdOf);
        var id = own ?? GeneratedId(raw);
        var body = Encoding.UTF8.GetString(raw.Bytes.Span);
        return RecordLimits.Reject(id, body) is { } reason
            ? throw new UnusableInputException($"{path}, line {raw.Line}: the record cannot travel: {reason}")
            : (new RecordLine(raw.Line, id, body), own is not null);
    }

    /// <summary>Runs a parser and puts file, line and column before what it complains about.</summary>
    private static T Checked<T>(string path, RawRecord raw, Func<ReadOnlySpan<byte>, T> parse)
    {
        var bytes = raw.Bytes.Span;
        try
        {
            CheckUtf8(bytes);
            return parse(bytes);
        }
        catch (BrokenRecordException broken)
        {
            var (line, column) = TextPosition.Of(bytes, broken.Index, raw.Line);
            throw new UnusableInputException($"{path}, line {line}, column {column}: {broken.Message}", broken);
        }
    }

    private static void CheckUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var used) == System.Buffers.OperationStatus.Done)
            at += used;
        var utf16 = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        throw new BrokenRecordException(at, $"{(utf16 ? "the file is UTF-16" : $"byte 0x{bytes[at]:X2} is not UTF-8")}; save the file as UTF-8");
    }

    private static string TooLong(string path, long line, RecordFormat format) =>
        $"{path}, line {line}: the record has no end within {RecordScanner.MaxBytes / 1024 / 1024} MiB, and at most {RecordLimits.MaxBodyBytes:N0} bytes can travel; "
        + (format == RecordFormat.Csv ? "end every record with a line's end and close every quote" : "put one record on each line");

    private static bool IsBlank(RawRecord raw) => raw.Bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0;

    /// <summary>The same file gives the same ids every time; the hash keeps different files' ids apart.</summary>
    private static string GeneratedId(RawRecord raw) => string.Create(
        CultureInfo.InvariantCulture,
        $"line-{raw.Line:000000}-{Convert.ToHexStringLower(SHA256.HashData(raw.Bytes.Span).AsSpan(0, 6))}");

    private static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw new UnusableInputException($"{path}: it is a folder; name one file in it");
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            if (file.CanSeek)
                return file;
            file.Dispose();
            throw new UnusableInputException($"{path}: it is a pipe or device, and records are read twice; write them to a file first");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnusableInputException($"{path}: there is no such file; './aa records --count 30 --seed 1' writes one to begin with", missing);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new UnusableInputException($"{path}: it cannot be read: {denied.Message}", denied);
        }
    }
}
