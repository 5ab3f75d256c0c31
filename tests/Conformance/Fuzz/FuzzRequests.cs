using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>Draws requests: the seed and a request's number determine it, so any one can be made again by itself.</summary>
internal sealed class FuzzRequests(ulong seed, FuzzWorld world)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The request of a number.</summary>
    public FuzzRequest Draw(int number)
    {
        var chance = new SeededChance(seed).Fork(number.ToString(CultureInfo.InvariantCulture));
        return chance.Below(10) switch
        {
            0 or 1 or 2 => Json(number, "AmazonSQS.", FuzzTemplates.Sqs[chance.Below(FuzzTemplates.Sqs.Length)], chance),
            3 or 4 or 5 or 6 => Json(number, "DynamoDB_20120810.", FuzzTemplates.Dynamo[chance.Below(FuzzTemplates.Dynamo.Length)], chance),
            7 => Json(number, "DynamoDBStreams_20120810.", FuzzTemplates.Streams[chance.Below(FuzzTemplates.Streams.Length)], chance),
            8 => Query(number, FuzzTemplates.Sqs[chance.Below(FuzzTemplates.Sqs.Length)], chance),
            _ => HttpMutator.Break(Json(number, "AmazonSQS.", FuzzTemplates.Sqs[chance.Below(FuzzTemplates.Sqs.Length)], chance), chance),
        };
    }

    /// <summary>A whole HTTP request.</summary>
    public static byte[] Http(string headers, ReadOnlySpan<byte> body)
    {
        var head = Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{headers}Host: localhost\r\nContent-Length: {body.Length}\r\n\r\n"));
        return [.. head, .. body];
    }

    private FuzzRequest Json(int number, string prefix, (string Operation, string Json) template, SeededChance chance)
    {
        var target = prefix + template.Operation;
        var body = Encoding.UTF8.GetBytes(Body(template.Json, chance));
        if (chance.Below(8) == 0)
            body = Damage(body, chance);
        if (chance.Below(60) == 0)
            target = prefix + FuzzValues.Soup(new SeededChance((ulong)number)).Replace("\0", "", StringComparison.Ordinal).Split(['"', ' '])[0];
        return new FuzzRequest(number, target, FuzzForm.Json, Http($"POST / HTTP/1.1\r\nX-Amz-Target: {target}\r\nContent-Type: application/x-amz-json-1.0\r\n", body));
    }

    private string Body(string template, SeededChance chance)
    {
        var json = world.Fill(template);
        switch (chance.Below(24))
        {
            case 0:
                return json;
            case 1:
                var depth = 1 << chance.Below(15);
                var (open, close) = chance.Below(3) switch { 0 => ("{\"M\":{\"a\":", "}}"), 1 => ("[", "]"), _ => ("{\"L\":[", "]}") };
                return json[..^1] + ",\"Item\":{\"h\":{\"S\":\"deep\"},\"r\":{\"N\":\"1\"},\"d\":" + string.Concat(Enumerable.Repeat(open, depth)) + "{\"S\":\"x\"}" + string.Concat(Enumerable.Repeat(close, depth)) + "}}";
            case 2:
                // Every member twice, which is no JSON that a node can be made of.
                return string.Concat("{", json.AsSpan(1, json.Length - 2), json.Length > 2 ? "," : "", json.AsSpan(1));
        }

        var request = JsonNode.Parse(json)!.AsObject();
        JsonMutator.Mutate(request, chance);
        return request.ToJsonString(Relaxed);
    }

    private static byte[] Damage(byte[] body, SeededChance chance)
    {
        if (body.Length == 0)
            return body;
        switch (chance.Below(5))
        {
            case 0:
                return body[..chance.Below(body.Length)];
            case 1:
                body[chance.Below(body.Length)] = (byte)chance.Below(256);
                return body;
            case 2:
                body[chance.Below(body.Length)] ^= (byte)(1 << chance.Below(8));
                return body;
            case 3:
                var at = chance.Below(body.Length);
                return [.. body[..at], .. "\\ud800"u8, .. body[at..]];
            default:
                return chance.Below(30) == 0 ? [.. body, .. new byte[1_200_000]] : [.. body, .. body];
        }
    }

    /// <summary>The same in SQS's older protocol: members become names with dots, as long as they have a form there.</summary>
    private FuzzRequest Query(int number, (string Action, string Json) template, SeededChance chance)
    {
        var request = JsonNode.Parse(world.Fill(template.Json))!.AsObject();
        JsonMutator.Mutate(request, chance);
        var form = new StringBuilder($"Action={(chance.Below(40) == 0 ? "Nonsense" : template.Action)}&Version=2012-11-05");
        Flatten(form, "", request);
        var body = Encoding.UTF8.GetBytes(form.ToString());
        if (chance.Below(12) == 0)
            body = [.. body, .. "&=&&%zz&Attribute.=&Attribute.1.Name=x&.=.&a.b.c.d.e.f.g.h.i.j=1"u8];
        return new FuzzRequest(number, template.Action, FuzzForm.Query, Http($"POST {(chance.Below(3) == 0 ? "/000000000000/fuzz" : "/")} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n", body));
    }

    private static void Flatten(StringBuilder form, string prefix, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                var number = 0;
                var entries = prefix is "Attributes." or "MessageAttributes." or "tags." or "Tags.";
                foreach (var (name, value) in members)
                {
                    number++;
                    if (!entries)
                    {
                        Flatten(form, $"{prefix}{name}.", value);
                        continue;
                    }

                    var stem = string.Create(CultureInfo.InvariantCulture, $"{prefix.TrimEnd('.').TrimEnd('s')}.{number}.");
                    Add(form, $"{stem}{(stem.StartsWith('t') || stem.StartsWith('T') ? "Key" : "Name")}", name);
                    Flatten(form, $"{stem}Value.", value);
                }

                break;
            case JsonArray elements:
                for (var i = 0; i < Math.Min(elements.Count, 20); i++)
                    Flatten(form, string.Create(CultureInfo.InvariantCulture, $"{prefix.TrimEnd('.').TrimEnd('s')}.{i + 1}."), elements[i]);
                break;
            default:
                Add(form, prefix.TrimEnd('.'), node?.ToString() ?? "");
                break;
        }
    }

    private static void Add(StringBuilder form, string name, string value) =>
        form.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
}
