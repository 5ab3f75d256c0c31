using System.Runtime.CompilerServices;
using System.Text.Json;
using ActiveActive.Contracts;
using ActiveActive.Scenarios.RunFolders;

namespace ActiveActive.Engines.Lab;

/// <summary>
/// Every record that a lab was given to publish, over all its runs and lives. A later run finds the earlier ones' records in the
/// stores, and must not take them for invented. Each is written down before it is passed on.
/// </summary>
internal sealed class GivenRecords : IDisposable
{
    private static readonly JsonSerializerOptions Format = JsonSerializerOptions.Web;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly HashSet<string> _ids = [];

    public GivenRecords(string path)
    {
        _path = path;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var whole = 0L;
        foreach (var (record, end) in Lines(File.ReadAllBytes(path)))
        {
            _ids.Add(record.Id);
            whole = end;
        }

        // A line that a killed life left half written was never passed on.
        _file.SetLength(whole);
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>True when the lab was given a record of this id.</summary>
    public bool Contains(string id) => _ids.Contains(id);

    /// <summary>Passes records on, each after it was written down.</summary>
    public async IAsyncEnumerable<Record> KeepAsync(IAsyncEnumerable<Record> records, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var record in records.WithCancellation(cancellation))
        {
            if (_ids.Add(record.Id))
            {
                _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(new RecordLine(record.Id, record.Batch, record.Body), Format), (byte)'\n']);
                await _file.FlushAsync(cancellation);
            }

            yield return record;
        }
    }

    /// <summary>Adds to a run's records those that earlier runs gave.</summary>
    public async Task AddToAsync(RunFolderWriter folder, CancellationToken cancellation)
    {
        var own = Path.Combine(folder.FolderPath, RunFolderLayout.Records);
        var ids = new HashSet<string>();
        await folder.WriteRecordsAsync(AllAsync(), cancellation);

        async IAsyncEnumerable<Record> AllAsync()
        {
            foreach (var path in new[] { own, _path }.Where(File.Exists))
            {
                await foreach (var line in File.ReadLinesAsync(path, cancellation))
                {
                    var record = JsonSerializer.Deserialize<RecordLine>(line, Format)!;
                    if (ids.Add(record.Id))
                        yield return new Record(record.Id, record.Batch, record.Body);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static IEnumerable<(RecordLine Record, long End)> Lines(byte[] bytes)
    {
        var from = 0;
        while (Array.IndexOf(bytes, (byte)'\n', from) is >= 0 and var end)
        {
            yield return (JsonSerializer.Deserialize<RecordLine>(bytes.AsSpan(from, end - from), Format)!, end + 1);
            from = end + 1;
        }
    }
}
