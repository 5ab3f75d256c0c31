using ActiveActive.Aurora.Instances;
using ActiveActive.Aurora.Layout;
using ActiveActive.Contracts;
using Npgsql;

namespace ActiveActive.Aurora.Control;

/// <summary>What a promoted side does not have of what the old writer had accepted.</summary>
/// <param name="On">The promoted region, which lacks them.</param>
/// <param name="Ids">Their ids, sorted by character code; exact.</param>
/// <param name="FoundAt">When they were looked for.</param>
public sealed record RowsLacking(Region On, IReadOnlyList<string> Ids, DateTimeOffset FoundAt)
{
    /// <summary>Ids of one question to the promoted side.</summary>
    private const int Portion = 5000;

    /// <summary>Asks both sides. The old one must be fenced, or what it accepts meanwhile is missed.</summary>
    public static async Task<RowsLacking> FindAsync(
        string database, AuroraInstance old, AuroraInstance promoted, TimeProvider time, CancellationToken cancellation)
    {
        var at = time.GetUtcNow();
        var lacking = new List<string>();
        await using var connection = await old.Control.OpenAsync(database, cancellation);
        // What came to the old side by replication is the promoted side's own.
        await using var command = new NpgsqlCommand(
            $"SELECT id FROM public.{AuroraNames.Table} WHERE written_in = {AuroraLayout.Literal(old.Options.Region.Name)}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var portion = new List<string>(Portion);
        while (await reader.ReadAsync(cancellation))
        {
            portion.Add(reader.GetString(0));
            if (portion.Count < Portion)
                continue;
            lacking.AddRange(await NotInAsync(promoted, database, portion, cancellation));
            portion.Clear();
        }

        lacking.AddRange(await NotInAsync(promoted, database, portion, cancellation));
        lacking.Sort(StringComparer.Ordinal);
        return new RowsLacking(promoted.Options.Region, lacking, at);
    }

    /// <summary>Those of the ids that the instance does not have.</summary>
    internal static async Task<IReadOnlyList<string>> NotInAsync(
        AuroraInstance instance, string database, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        await using var connection = await instance.Control.OpenAsync(database, cancellation);
        await using var command = new NpgsqlCommand(
            $"SELECT asked.id FROM unnest($1) AS asked (id) WHERE NOT EXISTS (SELECT FROM public.{AuroraNames.Table} r WHERE r.id = asked.id)", connection)
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. ids] } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var missing = new List<string>();
        while (await reader.ReadAsync(cancellation))
            missing.Add(reader.GetString(0));
        return missing;
    }
}
