using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveActive.RecordDestination.Log;

/// <summary>A record that arrived, as one line of the delivery log keeps it.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Batch">The batch that it was published in.</param>
/// <param name="Body">The record's body as received.</param>
/// <param name="Lane">The regional lane it came by: r1 or r2.</param>
/// <param name="DeliveredAt">When it was received, UTC.</param>
public sealed record Delivery(string Id, int Batch, string Body, string Lane, DateTimeOffset DeliveredAt);

/// <summary>How a line is written: camel case, letters of all languages as they are, no line ends inside.</summary>
[JsonSerializable(typeof(Delivery))]
internal sealed partial class DeliveryJson : JsonSerializerContext
{
    /// <summary>The log's own way.</summary>
    public static DeliveryJson Line { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });
}
