using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Changes;

/// <summary>Changes as bytes. The first byte tells the kind; kinds are only ever added.</summary>
public static class ChangeCodec
{
    /// <summary>Writes one change behind what is there.</summary>
    public static void Write(ValueWriter to, Change change)
    {
        switch (change)
        {
            case Change.RowWritten row:
                to.Byte(row.Expired ? ControlCodec.ExpiredRow : (byte)1);
                to.Text(row.Table);
                to.Map(row.Item);
                to.Bool(row.Deleted);
                to.Signed(row.Stamp.Time);
                to.Text(row.Stamp.Region);
                to.Number((ulong)row.Sequence);
                break;
            case Change.CursorMoved cursor:
                to.Byte(2);
                to.Text(cursor.Table);
                to.Text(cursor.Region);
                to.Text(cursor.TableId);
                to.Number((ulong)cursor.Sequence);
                break;
            case Change.TableCreated created:
                to.Byte(3);
                Write(to, created.Definition);
                break;
            case Change.TableDeleted deleted:
                to.Byte(4);
                to.Text(deleted.Table);
                break;
            case Change.ReplicaAdded added:
                to.Byte(5);
                to.Text(added.Table);
                to.Text(added.Region);
                to.Bool(added.Active);
                break;
            case Change.ReplicaRemoved removed:
                to.Byte(6);
                to.Text(removed.Table);
                to.Text(removed.Region);
                break;
            case Change.LogAt log:
                to.Byte(7);
                to.Text(log.Table);
                to.Number((ulong)log.Sequence);
                break;
            case Change.ClockAt clock:
                to.Byte(8);
                to.Signed(clock.Time);
                break;
            case Change.IndexAdded added:
                to.Byte(20);
                to.Text(added.Table);
                IndexCodec.Write(to, added.Index);
                break;
            case Change.IndexRemoved removed:
                to.Byte(21);
                to.Text(removed.Table);
                to.Text(removed.Index);
                break;
            case Change.TokenUsed used:
                to.Byte(22);
                to.Text(used.Token);
                to.Text(used.Request);
                to.Signed(used.At.UtcTicks);
                break;
            default:
                ControlCodec.Write(to, change);
                break;
        }
    }

    /// <summary>Reads one change.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static Change Read(ref ValueReader from)
    {
        var kind = from.Byte();
        return kind switch
        {
            1 or ControlCodec.ExpiredRow => new Change.RowWritten(from.Name(), from.Map(), from.Bool(), new Stamp(from.Signed(), from.Name()), from.Long())
            {
                Expired = kind == ControlCodec.ExpiredRow,
            },
            2 => new Change.CursorMoved(from.Text(), from.Text(), from.Text(), from.Long()),
            3 => new Change.TableCreated(ReadDefinition(ref from)),
            4 => new Change.TableDeleted(from.Text()),
            5 => new Change.ReplicaAdded(from.Text(), from.Text(), from.Bool()),
            6 => new Change.ReplicaRemoved(from.Text(), from.Text()),
            7 => new Change.LogAt(from.Text(), from.Long()),
            8 => new Change.ClockAt(from.Signed()),
            20 => new Change.IndexAdded(from.Text(), IndexCodec.Read(ref from)),
            21 => new Change.IndexRemoved(from.Text(), from.Text()),
            22 => new Change.TokenUsed(from.Text(), from.Text(), new DateTimeOffset(from.Signed(), TimeSpan.Zero)),
            _ => ControlCodec.Read(kind, ref from),
        };
    }

    /// <summary>Writes a table's definition.</summary>
    public static void Write(ValueWriter to, TableDefinition table)
    {
        to.Text(table.Name);
        to.Text(table.Id);
        to.Signed(table.Created.UtcTicks);
        Write(to, table.Hash);
        to.Bool(table.Range is not null);
        if (table.Range is not null)
            Write(to, table.Range);
        to.Number((ulong)table.ReadUnits);
        to.Number((ulong)table.WriteUnits);
        to.Bool(table.DeletionProtected);
    }

    /// <summary>Reads a table's definition.</summary>
    public static TableDefinition ReadDefinition(ref ValueReader from) => new()
    {
        Name = from.Text(),
        Id = from.Text(),
        Created = new DateTimeOffset(from.Signed(), TimeSpan.Zero),
        Hash = ReadKey(ref from),
        Range = from.Bool() ? ReadKey(ref from) : null,
        ReadUnits = from.Long(),
        WriteUnits = from.Long(),
        DeletionProtected = from.Bool(),
    };

    internal static void Write(ValueWriter to, KeyAttribute key)
    {
        to.Text(key.Name);
        to.Text(key.Type);
    }

    internal static KeyAttribute ReadKey(ref ValueReader from) => new(from.Text(), from.Text());
}
