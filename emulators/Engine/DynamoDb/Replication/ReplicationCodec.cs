using ActiveActive.Engine.DynamoDb.Changes;

namespace ActiveActive.Engine.DynamoDb.Replication;

/// <summary>A batch as bytes, between two emulators of the same version.</summary>
public static class ReplicationCodec
{
    /// <summary>The form of a batch. Raise it with every change, so that different versions refuse each other clearly.</summary>
    public const byte Version = 2;

    /// <summary>Writes a batch.</summary>
    public static void Write(ValueWriter to, ReplicationBatch batch)
    {
        to.Byte(Version);
        to.Text(batch.TableId);
        to.Number((ulong)batch.Cursor);
        to.Number((uint)batch.Remaining);
        to.Text(batch.PeerTableId);
        to.Number((ulong)batch.Confirmed);
        to.Number((uint)batch.Rows.Count);
        foreach (var row in batch.Rows)
            ChangeCodec.Write(to, row);
        to.Bool(batch.Settings is not null);
        batch.Settings?.Write(to);
    }

    /// <summary>Reads a batch.</summary>
    /// <exception cref="InvalidDataException">The bytes are none, or of another version.</exception>
    public static ReplicationBatch Read(ReadOnlySpan<byte> bytes)
    {
        var from = new ValueReader(bytes);
        var version = from.Byte();
        if (version != Version)
            throw new InvalidDataException($"The other region speaks replication version {version}, this one {Version}");
        var tableId = from.Text();
        var cursor = from.Long();
        var remaining = (int)from.Long();
        var peerTableId = from.Text();
        var confirmed = from.Long();
        var rows = new List<Change.RowWritten>();
        for (var left = from.Count(); left > 0; left--)
        {
            rows.Add(ChangeCodec.Read(ref from) as Change.RowWritten
                ?? throw new InvalidDataException("The other region sent a change that is not a row"));
        }

        return new ReplicationBatch(tableId, rows, cursor, remaining, peerTableId, confirmed)
        {
            Settings = from.Bool() ? SharedSettings.Read(ref from) : null,
        };
    }
}
