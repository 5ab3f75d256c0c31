using System.Text;
using ActiveActive.AwsEmulator.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>A journal with one part: a list of texts, of which a text that begins with ! leaves only itself.</summary>
internal sealed class JournalRig : IDurablePart, IDisposable
{
    public const string Path = "/data/journal";
    public const int Room = 300;
    private readonly List<string> _texts = [];

    public JournalRig(MemoryDisk disk, JournalOptions? options = null, TimeProvider? time = null)
    {
        Disk = disk;
        Journal = new Journal("/data", disk, (options ?? new JournalOptions()) with { RoomBytes = Room }, time ?? TimeProvider.System, NullLogger<Journal>.Instance);
        Journal.Start([this]);
    }

    public MemoryDisk Disk { get; }

    public Journal Journal { get; }

    public byte Id => PartIds.Sqs;

    public Lock Gate { get; } = new();

    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (Gate)
                return [.. _texts];
        }
    }

    /// <summary>What a new life finds.</summary>
    public static IReadOnlyList<string> Recover(ReadOnlySpan<byte> log)
    {
        var disk = new MemoryDisk();
        disk.Put(Path, log);
        using var rig = new JournalRig(disk);
        return rig.Texts;
    }

    public static void True(Func<bool> condition, string name) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(20)), $"never came: {name}");

    public Task Commit(string text)
    {
        lock (Gate)
        {
            Apply(text);
            return Journal.Commit(Id, Encoding.UTF8.GetBytes(text));
        }
    }

    public void Note(string text)
    {
        lock (Gate)
        {
            Apply(text);
            Journal.Note(Id, Encoding.UTF8.GetBytes(text));
        }
    }

    public void Replay(ReadOnlySpan<byte> change) => Apply(Encoding.UTF8.GetString(change));

    public Action<Action<ReadOnlySpan<byte>>> Snapshot()
    {
        string[] texts = [.. _texts];
        return write =>
        {
            foreach (var text in texts)
                write(Encoding.UTF8.GetBytes(text));
        };
    }

    public void Dispose() => Journal.Dispose();

    private void Apply(string text)
    {
        if (text.StartsWith('!'))
            _texts.Clear();
        _texts.Add(text);
    }
}
