using System.Globalization;
using ActiveActive.Contracts;

namespace ActiveActive.Scenarios.Records;

/// <summary>The records of a run that brings none of its own: payments that its seed determines.</summary>
public static class RandomRecords
{
    /// <summary>
    /// The records of a batch. Content depends on seed, batch and size alone; the ids also begin with <paramref name="runId"/>, because
    /// a lab that is kept sees the same seed again, and a record's id is unique in the life of a lab.
    /// </summary>
    /// <param name="runId">1 to 64 characters, another for every run of a lab.</param>
    /// <param name="batch">From 1.</param>
    /// <param name="size">Records, at least 1.</param>
    public static IReadOnlyList<Record> Batch(string runId, ulong seed, int batch, int size)
    {
        ArgumentOutOfRangeException.ThrowIfZero(runId.Length, nameof(runId));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runId.Length, 64, nameof(runId));
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var chance = new SeededChance(seed).Fork(string.Create(CultureInfo.InvariantCulture, $"records/batch-{batch}"));
        var records = new Record[size];
        for (var i = 0; i < size; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{runId}-b{batch}-{i + 1:000}-{chance.NextBits() >> 32:x8}");
            records[i] = new Record(id, batch, PaymentDraw.Next(chance, id, i).ToJson());
        }

        return records;
    }
}
