using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>Judges an answer: success, or an error of the sender's in AWS's form. Never an error of ours.</summary>
internal static class FuzzVerdict
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    public static string? Problem(FuzzRequest request, FuzzAnswer? answer)
    {
        if (answer is null)
            return request.Form == FuzzForm.Http ? null : "the connection ended without an answer";
        // Kestrel's own word for an HTTP version that it does not speak.
        if (answer.Status == 505 && request.Form == FuzzForm.Http)
            return null;
        if (answer.Status is not (>= 200 and < 300 or >= 400 and < 500))
            return $"the status is {answer.Status}: {Shown(answer)}";
        return request.Form switch
        {
            FuzzForm.Http => null,
            FuzzForm.Query => Xml(answer),
            _ => Json(answer),
        };
    }

    private static string? Json(FuzzAnswer answer)
    {
        // As AWS, for the operations that have nothing to say.
        if (answer.Status == 200 && answer.Body.Length == 0)
            return null;
        try
        {
            using var json = JsonDocument.Parse(answer.Body, Deep);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return $"the answer is no JSON object: {Shown(answer)}";
            if (answer.Status < 300)
                return null;
            var typed = json.RootElement.TryGetProperty("__type", out var type) && type.GetString() is { } name && name.Contains('#');
            var said = json.RootElement.TryGetProperty("message", out var message) || json.RootElement.TryGetProperty("Message", out message);
            return typed && said && message.GetString() is { Length: > 0 } ? null : $"the error has no type or no message: {Shown(answer)}";
        }
        catch (JsonException broken)
        {
            return $"the answer is no JSON ({broken.Message}), status {answer.Status}: {Shown(answer)}";
        }
    }

    private static string? Xml(FuzzAnswer answer)
    {
        try
        {
            var xml = XElement.Parse(System.Text.Encoding.UTF8.GetString(answer.Body));
            if (answer.Status < 300)
                return xml.Name.LocalName.EndsWith("Response", StringComparison.Ordinal) ? null : $"the answer is no response: {Shown(answer)}";
            var error = xml.Elements().FirstOrDefault(e => e.Name.LocalName == "Error");
            return error is not null && error.Elements().Any(e => e is { Name.LocalName: "Code", Value.Length: > 0 }) ? null : $"the error has no code: {Shown(answer)}";
        }
        catch (XmlException broken)
        {
            return $"the answer is no XML ({broken.Message}), status {answer.Status}: {Shown(answer)}";
        }
    }

    private static string Shown(FuzzAnswer answer) => System.Text.Encoding.Latin1.GetString(answer.Body, 0, Math.Min(answer.Body.Length, 500));
}
