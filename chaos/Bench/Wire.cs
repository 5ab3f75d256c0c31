using System.Text;

namespace ActiveActive.Bench;

/// <summary>Requests of AWS's JSON 1.0 protocol as bytes. The signature is none: emulators do not check it, but some want one to be there.</summary>
internal static class Wire
{
    /// <summary>A whole request.</summary>
    public static byte[] Request(Uri address, string target, string body)
    {
        var json = Encoding.UTF8.GetByteCount(body);
        return Encoding.UTF8.GetBytes(
            $"POST / HTTP/1.1\r\nHost: {address.Authority}\r\nX-Amz-Target: {target}\r\nContent-Type: application/x-amz-json-1.0\r\n"
            + "X-Amz-Date: 20250101T000000Z\r\n"
            + "Authorization: AWS4-HMAC-SHA256 Credential=test/20250101/us-east-1/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=00\r\n"
            + $"Content-Length: {json}\r\n\r\n{body}");
    }
}
