using System.Buffers;
using System.Text.Json;

namespace ActiveActive.RecordDestination.Log;

/// <summary>What several callers give at the same time and one sync makes durable.</summary>
internal sealed class DeliveryGroup
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly List<string> _ids = [];
    private readonly TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when everything in the group is on disk, or fails when it is not.</summary>
    public Task Durable => _durable.Task;

    /// <summary>The lines to write.</summary>
    public ReadOnlySpan<byte> Lines => _lines.WrittenSpan;

    /// <summary>The ids that the group brings.</summary>
    public IReadOnlyList<string> Ids => _ids;

    /// <summary>True once a caller waits for it.</summary>
    public bool IsAwaited { get; private set; }

    /// <summary>A caller waits for this group, be it only behind another's record.</summary>
    public Task Join()
    {
        IsAwaited = true;
        return Durable;
    }

    /// <summary>Adds a line, whole or, when the delivery cannot be written as JSON, not at all.</summary>
    public void Add(Delivery delivery)
    {
        _lines.Write(JsonSerializer.SerializeToUtf8Bytes(delivery, DeliveryJson.Line.Delivery));
        _lines.Write("\n"u8);
        _ids.Add(delivery.Id);
    }

    /// <summary>It is on disk.</summary>
    public void Complete() => _durable.SetResult();

    /// <summary>It is not.</summary>
    public void Fail(Exception why) => _durable.SetException(why);
}
