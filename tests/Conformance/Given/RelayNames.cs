using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;

namespace ActiveActive.ConformanceTests.Given;

/// <summary>
/// Names of tables and queues between a test and an endpoint that others use too: on the way out each gets this test's prefix and
/// the endpoint's account, on the way back they lose them. Texts are changed where they name something and nowhere else, because a
/// test may send what is no JSON on purpose.
/// </summary>
/// <param name="prefix">Letters, digits and '_', which a name may begin with everywhere.</param>
/// <param name="home">The address that tests know queues by.</param>
internal sealed partial class RelayNames(string prefix, Uri home)
{
    private const string OurAccount = "000000000000";

    private readonly ConcurrentDictionary<string, string> _queues = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _tables = new(StringComparer.Ordinal);
    private string _account = OurAccount;

    /// <summary>Tables that were created, as the endpoint calls them.</summary>
    public IReadOnlyCollection<string> Tables => [.. _tables.Keys.Select(t => prefix + t)];

    /// <summary>Queues that were seen, by the endpoint's URLs.</summary>
    public IReadOnlyCollection<string> Queues => [.. _queues.Values];

    /// <summary>A JSON request as the endpoint is to see it.</summary>
    public string Out(string operation, string body)
    {
        if (operation == "CreateTable" && Named().Match(body) is { Success: true } created)
            _tables[created.Groups["name"].Value] = true;
        body = Named().Replace(body, m => m.Groups["before"].Value + prefix + m.Groups["name"].Value + "\"");
        body = QueueUrl().Replace(body, m => m.Groups["before"].Value + UrlOf(m.Groups["name"].Value) + "\"");
        if (operation.StartsWith("Batch", StringComparison.Ordinal))
            body = Member().Replace(body, m => _tables.ContainsKey(m.Groups["name"].Value) ? '"' + prefix + m.Groups["name"].Value + '"' + m.Groups["after"].Value : m.Value);
        if (operation.Contains("Statement", StringComparison.Ordinal) || operation == "ExecuteTransaction")
            body = Statement().Replace(body, m => _tables.ContainsKey(m.Groups["name"].Value) ? m.Groups["before"].Value + prefix + m.Groups["name"].Value : m.Value);
        if (operation == "ListQueues" && !body.Contains("QueueNamePrefix", StringComparison.Ordinal))
            body = body.Trim() == "{}" ? $$"""{"QueueNamePrefix":"{{prefix}}"}""" : body.Replace("{", $"{{\"QueueNamePrefix\":\"{prefix}\",", StringComparison.Ordinal);
        return ArnsOut(body);
    }

    /// <summary>A form of the Query protocol, or the query of a URL, as the endpoint is to see it.</summary>
    public string FormOut(string form)
    {
        var pairs = form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(p => (Name: WebUtility.UrlDecode(p[0]), Value: WebUtility.UrlDecode(p.ElementAtOrDefault(1) ?? ""))).ToList();
        if (pairs.Any(p => p is ("Action", "ListQueues")) && pairs.All(p => p.Name != "QueueNamePrefix"))
            pairs.Add(("QueueNamePrefix", ""));
        return string.Join('&', pairs.Select(p => $"{WebUtility.UrlEncode(p.Name)}={WebUtility.UrlEncode(ValueOut(p.Name, p.Value))}"));
    }

    /// <summary>The path of a request: of a queue, or as it is.</summary>
    public string PathOut(string path) =>
        path.StartsWith($"/{OurAccount}/", StringComparison.Ordinal) ? new Uri(UrlOf(path[(OurAccount.Length + 2)..])).AbsolutePath : path;

    /// <summary>An answer as the test is to see it.</summary>
    public string Home(string text)
    {
        // Tables of others are none of the test's.
        text = TableNames().Replace(text, m => $"\"TableNames\":[{string.Join(',', m.Groups["names"].Value.Split(',').Where(n => n.Contains(prefix, StringComparison.Ordinal)))}]");
        text = AnyUrl().Replace(text, m =>
        {
            var at = m.Value.LastIndexOf('/') + 1;
            if (!m.Value.AsSpan(at).StartsWith(prefix))
                return m.Value;
            var name = m.Value[(at + prefix.Length)..];
            _queues[name] = m.Value;
            return $"{home.GetLeftPart(UriPartial.Authority)}/{OurAccount}/{name}";
        });
        text = Arn().Replace(text, m =>
        {
            _account = m.Groups["account"].Value;
            return m.Groups["before"].Value + OurAccount + m.Groups["after"].Value;
        });
        return text.Replace(prefix, "", StringComparison.Ordinal);
    }

    private string ValueOut(string name, string value) => name switch
    {
        "QueueName" or "QueueNamePrefix" => prefix + value,
        "QueueUrl" when value.LastIndexOf('/') is >= 0 and var at => UrlOf(value[(at + 1)..]),
        _ => ArnsOut(value),
    };

    private string UrlOf(string queue)
    {
        if (_queues.TryGetValue(queue, out var known))
            return known;
        // One that was never created is asked for beside one that was.
        var other = _queues.Values.FirstOrDefault() ?? $"{GivenEndpoint.Of("sqs").GetLeftPart(UriPartial.Authority)}/{_account}/x";
        return other[..(other.LastIndexOf('/') + 1)] + prefix + queue;
    }

    private string ArnsOut(string text) => OurArn().Replace(text, m => m.Groups["before"].Value + _account + m.Groups["after"].Value + prefix);

    [GeneratedRegex(@"(?<before>\x22(?:TableName|ExclusiveStartTableName|QueueName|QueueNamePrefix)\x22\s*:\s*\x22)(?<name>[A-Za-z0-9_.-]{1,60})\x22")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<before>\x22QueueUrl\x22\s*:\s*\x22)[^\x22]*/000000000000/(?<name>[^\x22/]+)\x22")]
    private static partial Regex QueueUrl();

    [GeneratedRegex(@"\x22(?<name>[A-Za-z0-9_.-]{3,60})\x22(?<after>\s*:\s*[\[{])")]
    private static partial Regex Member();

    [GeneratedRegex(@"(?<before>(?:FROM|INTO|UPDATE)\s+(?:\\\x22|\\u0022)?)(?<name>[A-Za-z0-9_.-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Statement();

    [GeneratedRegex("(?<before>arn:aws:(?:sqs|dynamodb):us-east-1:)000000000000(?<after>:(?:table/)?)(?=[A-Za-z0-9_.-])")]
    private static partial Regex OurArn();

    [GeneratedRegex("(?<before>arn:aws:(?:sqs|dynamodb):us-east-1:)(?<account>[0-9]{12})(?<after>:)")]
    private static partial Regex Arn();

    [GeneratedRegex(@"https?://[^\s\x22<]+")]
    private static partial Regex AnyUrl();

    [GeneratedRegex(@"\x22TableNames\x22\s*:\s*\[(?<names>[^\]]*)\]")]
    private static partial Regex TableNames();
}
