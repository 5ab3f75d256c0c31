using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;
using ActiveActive.Engine.DynamoDb.Values;

namespace ActiveActive.Engine.DynamoDb.Replication;

/// <summary>
/// What every replica of a global table has alike: billing, units, TTL, encryption, class, global indexes, and what single
/// regions have otherwise. One value with one stamp: as with items the last writer wins. Tags, protection and recovery are each
/// region's own, and every replica's stream is on. From "Global tables: synchronized settings" in AWS's developer guide.
/// </summary>
/// <param name="At">Which change this is.</param>
/// <param name="ReadUnits">Provisioned read units; -1 for each region's own, 0 for pay per request.</param>
/// <param name="WriteUnits">Provisioned write units; 0 for pay per request.</param>
/// <param name="Settings">TTL, class and encryption.</param>
/// <param name="Indexes">The global indexes.</param>
/// <param name="Overrides">What single regions have otherwise.</param>
public sealed record SharedSettings(
    Stamp At, long ReadUnits, long WriteUnits, TableSettings Settings, IReadOnlyList<IndexDefinition> Indexes, IReadOnlyDictionary<string, ReplicaOverrides> Overrides)
{
    /// <summary>In place of a class or key that the telling region has for itself: each keeps what it has.</summary>
    private const string EachItsOwn = "*";

    /// <summary>A table's, as a region has them that may have some of them otherwise.</summary>
    public static SharedSettings Of(Table table, string region)
    {
        var own = table.Overrides.GetValueOrDefault(region) ?? ReplicaOverrides.None;
        return new(
            table.SharedAt,
            own.ReadUnits is null ? table.Definition.ReadUnits : -1,
            table.Definition.WriteUnits,
            table.Settings with
            {
                Tags = TableSettings.None.Tags,
                RecoverableSince = null,
                TableClass = own.TableClass is null ? table.Settings.TableClass : EachItsOwn,
                KmsKey = own.KmsKey is null ? table.Settings.KmsKey : EachItsOwn,
            },
            [.. table.Definition.Indexes.Where(i => !i.Local).Select(i => own.IndexReadUnits.ContainsKey(i.Name) ? i with { ReadUnits = -1 } : i)],
            table.Overrides);
    }

    /// <summary>The changes by which a region's table comes to have them.</summary>
    public IEnumerable<Change> Changes(Table table, string region)
    {
        var name = table.Definition.Name;
        var own = Overrides.GetValueOrDefault(region) ?? ReplicaOverrides.None;
        foreach (var (other, overrides) in Overrides)
            yield return new Change.ReplicaOverridden(name, other, overrides);
        yield return OfTable(table, own);
        foreach (var change in OfIndexes(table, own))
            yield return change;
        yield return new Change.SharedSettingsAt(name, At);
    }

    private Change.TableSettingsChanged OfTable(Table table, ReplicaOverrides own)
    {
        var onDemand = WriteUnits == 0;
        var read = onDemand ? 0 : own.ReadUnits ?? (ReadUnits < 0 ? Math.Max(1, table.Definition.ReadUnits) : ReadUnits);
        return new(table.Definition.Name, read, WriteUnits, table.Definition.DeletionProtected, Settings with
        {
            Tags = table.Settings.Tags,
            RecoverableSince = table.Settings.RecoverableSince,
            TableClass = own.TableClass ?? (Settings.TableClass == EachItsOwn ? table.Settings.TableClass : Settings.TableClass),
            KmsKey = own.KmsKey ?? (Settings.KmsKey == EachItsOwn ? table.Settings.KmsKey : Settings.KmsKey),
        });
    }

    private IEnumerable<Change> OfIndexes(Table table, ReplicaOverrides own)
    {
        var name = table.Definition.Name;
        var have = table.Definition.Indexes.Where(i => !i.Local).ToDictionary(i => i.Name);
        foreach (var gone in have.Keys.Where(i => Indexes.All(s => s.Name != i)))
            yield return new Change.IndexRemoved(name, gone);
        foreach (var shared in Indexes)
        {
            var known = have.GetValueOrDefault(shared.Name);
            var read = WriteUnits == 0 ? 0 : own.IndexReadUnits.TryGetValue(shared.Name, out var units) ? units : shared.ReadUnits < 0 ? Math.Max(1, known?.ReadUnits ?? 1) : shared.ReadUnits;
            var wanted = shared with { ReadUnits = read };
            if (known is not null && Same(known, wanted))
                continue;
            if (known is not null)
                yield return new Change.IndexRemoved(name, known.Name);
            yield return new Change.IndexAdded(name, wanted);
        }
    }

    // Records compare their lists by reference.
    private static bool Same(IndexDefinition a, IndexDefinition b) =>
        a with { NonKeyAttributes = [] } == b with { NonKeyAttributes = [] } && a.NonKeyAttributes.SequenceEqual(b.NonKeyAttributes);

    /// <summary>Writes them behind what is there.</summary>
    public void Write(ValueWriter to)
    {
        to.Signed(At.Time);
        to.Text(At.Region);
        to.Signed(ReadUnits);
        to.Signed(WriteUnits);
        to.Map(Settings.ToMap());
        to.Number((uint)Indexes.Count);
        foreach (var index in Indexes)
        {
            to.Signed(index.ReadUnits);
            IndexCodec.Write(to, index with { ReadUnits = 0 });
        }

        to.Map(Overrides.ToDictionary(o => o.Key, AttributeValue (o) => new AttributeValue.M(o.Value.ToMap())));
    }

    /// <summary>Reads them.</summary>
    public static SharedSettings Read(ref ValueReader from)
    {
        var (at, read, write) = (new Stamp(from.Signed(), from.Text()), from.Signed(), from.Signed());
        var settings = TableSettings.FromMap(from.Map());
        var indexes = new IndexDefinition[from.Count()];
        for (var i = 0; i < indexes.Length; i++)
        {
            var units = from.Signed();
            indexes[i] = IndexCodec.Read(ref from) with { ReadUnits = units };
        }

        var overrides = from.Map().ToDictionary(o => o.Key, o => ReplicaOverrides.FromMap(((AttributeValue.M)o.Value).Value));
        return new(at, read, write, settings, indexes, overrides);
    }
}
