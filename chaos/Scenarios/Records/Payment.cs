using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveActive.Scenarios.Records;

/// <summary>A made-up payment. Amounts are text, as in the payment formats that it imitates, so that no reader rounds them.</summary>
internal sealed record Payment(
    string Id, DateTimeOffset CreatedAt, string Amount, string Currency, string Debtor, string DebtorAccount, string Creditor, string CreditorAccount, string Reference)
{
    /// <summary>The header of the CSV form.</summary>
    public const string CsvHeader = "id,createdAt,amount,currency,debtor,debtorAccount,creditor,creditorAccount,reference";

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PaymentJson.Readable.Payment);

    /// <summary>One record of CSV, fields quoted where RFC 4180 asks for it.</summary>
    public string ToCsv() => string.Join(',', new[]
    {
        Id, CreatedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Amount, Currency, Debtor, DebtorAccount, Creditor, CreditorAccount, Reference,
    }.Select(Quoted));

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>How a payment is written: camel case, letters of all languages as they are.</summary>
[JsonSerializable(typeof(Payment))]
internal sealed partial class PaymentJson : JsonSerializerContext
{
    /// <summary>Relaxed escaping: the text goes to files and queues, never into HTML.</summary>
    public static readonly PaymentJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
