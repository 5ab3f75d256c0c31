using System.Text;
using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>Breaks a request's HTTP: its line, its headers, its lengths, or its end.</summary>
internal static class HttpMutator
{
    /// <summary>The same request with its HTTP broken.</summary>
    public static FuzzRequest Break(FuzzRequest request, SeededChance chance)
    {
        var text = Encoding.Latin1.GetString(request.Bytes);
        var headers = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = (text[..headers], text[(headers + 4)..]);
        var broken = chance.Below(16) switch
        {
            0 => head.Replace("POST / ", $"{Pick(chance, "PUT", "GET", "DELETE", "post", "BREW", "OPTIONS", "HEAD", "P\u0001ST")} {Pick(chance, "/", "/x", "/../..", "/%00", "*", "/000000000000/fuzz", "//", "/_lab/nothing")} ", StringComparison.Ordinal) + "\r\n\r\n" + body,
            1 => head.Replace("HTTP/1.1", Pick(chance, "HTTP/1.0", "HTTP/9", "HTTQ/1.1", "", "http/1.1"), StringComparison.Ordinal) + "\r\n\r\n" + body,
            2 => head.Replace("Content-Length: ", $"Content-Length: {Pick(chance, "-", "+", "9999999999999999999", "0x", "1, ", " ")}", StringComparison.Ordinal) + "\r\n\r\n" + body,
            3 => head + "\r\nContent-Length: 5\r\n\r\n" + body,
            4 => head.Replace("Content-Length", "X-Length", StringComparison.Ordinal) + "\r\n\r\n" + body,
            5 => Chunked(head, chance) + "zz\r\n" + body,
            6 => Chunked(head, chance) + "ffffffffffffffff\r\n" + body,
            7 => Chunked(head, chance) + $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n",
            8 => head + $"\r\nX-Big: {new string('x', 1 << chance.Below(17))}\r\n\r\n" + body,
            9 => head + string.Concat(Enumerable.Range(0, 1 << chance.Below(9)).Select(i => $"\r\nX-{i}: {i}")) + "\r\n\r\n" + body,
            10 => head + Pick(chance, "\r\nNo colon here", "\r\n: no name", "\r\nA\u0001: b", "\r\n folded", "\r\nX: a\rb", "\r\nExpect: 100-continue", "\r\nExpect: everything", "\r\nContent-Encoding: gzip", "\r\nUpgrade: h2c\r\nConnection: Upgrade") + "\r\n\r\n" + body,
            11 => head.Replace("X-Amz-Target", Pick(chance, "X-Amz-Target: x\r\nX-Amz-Target", "X-Amz-Targe"), StringComparison.Ordinal) + "\r\n\r\n" + body,
            12 => head.Replace("Host: localhost", Pick(chance, "Host: a\r\nHost: b", "Nost: x", "Host: a b/c", "Host:"), StringComparison.Ordinal) + "\r\n\r\n" + body,
            13 => Encoding.Latin1.GetString([.. Enumerable.Range(0, 1 + chance.Below(200)).Select(_ => (byte)chance.Below(256))]) + "\r\n\r\n",
            14 => head.Replace("Content-Length: ", "Content-Length: 1000000", StringComparison.Ordinal) + "\r\n\r\n" + body,
            _ => text[..chance.Below(text.Length)],
        };
        return request with { Form = FuzzForm.Http, Bytes = Encoding.Latin1.GetBytes(broken), Truncated = true };
    }

    private static string Chunked(string head, SeededChance chance) =>
        string.Join("\r\n", head.Split("\r\n").Where(l => !l.StartsWith("Content-Length", StringComparison.Ordinal) || chance.Below(8) == 0)) + "\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static string Pick(SeededChance chance, params ReadOnlySpan<string> of) => of[chance.Below(of.Length)];
}
