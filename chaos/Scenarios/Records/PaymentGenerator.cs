using System.Globalization;
using ActiveActive.Contracts;

namespace ActiveActive.Scenarios.Records;

/// <summary>
/// Writes a records file of any length, one payment at a time: <c>./aa records --count N --seed S --format jsonl|csv</c>. The same
/// seed writes the same bytes, and a longer file begins with the shorter one.
/// </summary>
public static class PaymentGenerator
{
    /// <summary>Refuses a count that makes no file.</summary>
    /// <exception cref="UnusableInputException">The count is below 1.</exception>
    public static void Check(long count)
    {
        if (count < 1)
            throw new UnusableInputException($"a file of {count} records would be empty; ask for at least 1");
    }

    /// <summary>Writes <paramref name="count"/> payments, pay-0001 and on, each line ended by LF.</summary>
    /// <exception cref="UnusableInputException">The count is below 1.</exception>
    public static async Task WriteAsync(TextWriter output, long count, ulong seed, RecordFormat format, CancellationToken cancellation = default)
    {
        Check(count);
        var chance = new SeededChance(seed).Fork("payments");
        var second = 0L;
        if (format == RecordFormat.Csv)
            await output.WriteAsync(Payment.CsvHeader + "\n");
        for (var number = 1L; number <= count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            second += chance.Below(90);
            var payment = PaymentDraw.Next(chance, string.Create(CultureInfo.InvariantCulture, $"pay-{number:0000}"), second);
            await output.WriteAsync((format == RecordFormat.Csv ? payment.ToCsv() : payment.ToJson()) + "\n");
        }

        await output.FlushAsync(cancellation);
    }
}
