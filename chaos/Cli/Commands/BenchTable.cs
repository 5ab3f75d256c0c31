using System.Globalization;
using System.Text;
using ActiveActive.Bench;

namespace ActiveActive.Cli.Commands;

/// <summary>A benchmark's rows as a Markdown table; of two endpoints the second's row ends with how many times as fast the first is.</summary>
internal static class BenchTable
{
    /// <summary>The table.</summary>
    public static string Of(IReadOnlyList<BenchRow> rows)
    {
        var text = new StringBuilder("| load | connections | endpoint | per second | p50 ms | p99 ms | CPU s per 1,000 | MB | first ÷ this |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            var first = rows.First(r => r.Load == row.Load && r.Connections == row.Connections);
            text.Append(CultureInfo.InvariantCulture, $"| {row.Load} | {row.Connections} | {row.Endpoint} | {row.PerSecond:N0} | {row.P50Milliseconds:F2} | {row.P99Milliseconds:F2} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.CpuSecondsPerThousand:F3} | {row.MemoryMegabytes:F0} | {(first == row ? "" : (first.PerSecond / row.PerSecond).ToString("F1", CultureInfo.InvariantCulture))} |\n");
        }

        return text.ToString().TrimEnd();
    }
}
