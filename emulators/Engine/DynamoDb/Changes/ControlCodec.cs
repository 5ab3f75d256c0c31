using ActiveActive.Engine.DynamoDb.Streams;
using ActiveActive.Engine.DynamoDb.Tables;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.Engine.DynamoDb.Changes;

/// <summary>Changes of settings and streams as bytes: the kinds from 40 on.</summary>
internal static class ControlCodec
{
    /// <summary>The kind of a row that TTL deleted.</summary>
    public const byte ExpiredRow = 44;

    public static void Write(ValueWriter to, Change change)
    {
        switch (change)
        {
            case Change.TableSettingsChanged changed:
                to.Byte(40);
                to.Text(changed.Table);
                to.Number((ulong)changed.ReadUnits);
                to.Number((ulong)changed.WriteUnits);
                to.Bool(changed.DeletionProtected);
                to.Map(changed.Settings.ToMap());
                break;
            case Change.StreamBegan began:
                to.Byte(41);
                to.Text(began.Table);
                to.Text(began.TableId);
                Write(to, began.Began);
                to.Text(began.View);
                to.Number((uint)began.Keys.Count);
                foreach (var key in began.Keys)
                {
                    to.Text(key.Name);
                    to.Text(key.Type);
                }

                break;
            case Change.StreamEnded ended:
                to.Byte(42);
                to.Text(ended.Table);
                Write(to, ended.Began);
                Write(to, ended.At);
                break;
            case Change.StreamRecordKept kept:
                to.Byte(43);
                to.Text(kept.Table);
                Write(to, kept.Began);
                Write(to, kept.Record);
                break;
            case Change.StreamAt at:
                to.Byte(45);
                to.Text(at.Table);
                Write(to, at.Began);
                to.Number((ulong)at.Sequence);
                break;
            case Change.SharedSettingsAt shared:
                to.Byte(46);
                to.Text(shared.Table);
                to.Signed(shared.At.Time);
                to.Text(shared.At.Region);
                break;
            case Change.ReplicaOverridden overridden:
                to.Byte(47);
                to.Text(overridden.Table);
                to.Text(overridden.Region);
                to.Map(overridden.Overrides.ToMap());
                break;
            default:
                if (KeptCodec.Write(to, change))
                    break;
                throw new ArgumentOutOfRangeException(nameof(change), change.GetType().Name, "has no form in the journal");
        }
    }

    public static Change Read(byte kind, ref ValueReader from) => kind switch
    {
        40 => new Change.TableSettingsChanged(from.Text(), from.Long(), from.Long(), from.Bool(), TableSettings.FromMap(from.Map())),
        41 => new Change.StreamBegan(from.Text(), from.Text(), Time(ref from), from.Text(), Keys(ref from)),
        42 => new Change.StreamEnded(from.Text(), Time(ref from), Time(ref from)),
        43 => new Change.StreamRecordKept(from.Text(), Time(ref from), Record(ref from)),
        45 => new Change.StreamAt(from.Text(), Time(ref from), from.Long()),
        46 => new Change.SharedSettingsAt(from.Text(), new Stamp(from.Signed(), from.Text())),
        47 => new Change.ReplicaOverridden(from.Text(), from.Text(), ReplicaOverrides.FromMap(from.Map())),
        _ => KeptCodec.Read(kind, ref from),
    };

    private static void Write(ValueWriter to, StreamRecord record)
    {
        to.Number((ulong)record.Sequence);
        Write(to, record.At);
        to.Text(record.Event);
        to.Map(record.Keys);
        Write(to, record.Old);
        Write(to, record.New);
        to.Bool(record.Expired);
    }

    private static StreamRecord Record(ref ValueReader from) =>
        new(from.Long(), Time(ref from), from.Text(), from.Map(), Image(ref from), Image(ref from), from.Bool());

    private static void Write(ValueWriter to, Item? image)
    {
        to.Bool(image is not null);
        if (image is not null)
            to.Map(image);
    }

    private static Item? Image(ref ValueReader from) => from.Bool() ? from.Map() : null;

    private static void Write(ValueWriter to, DateTimeOffset time) => to.Signed(time.UtcTicks);

    private static DateTimeOffset Time(ref ValueReader from) => new(from.Signed(), TimeSpan.Zero);

    private static KeyAttribute[] Keys(ref ValueReader from)
    {
        var keys = new KeyAttribute[from.Count()];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = new KeyAttribute(from.Text(), from.Text());
        return keys;
    }
}
