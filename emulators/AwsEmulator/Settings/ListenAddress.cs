using System.Globalization;
using System.Net;

namespace ActiveActive.AwsEmulator.Settings;

/// <summary>The ways in which LocalStack's users write an address to listen on.</summary>
internal static class ListenAddress
{
    /// <summary>ADDRESS:PORT of <c>ADDRESS:PORT</c>, <c>ADDRESS</c>, <c>:PORT</c> or <c>PORT</c>; null when it is none of them.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="bind">The address where it has none.</param>
    /// <param name="port">The port where it has none.</param>
    public static string? Parse(string text, string bind, string port)
    {
        text = text.Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase);
        if (text.All(char.IsAsciiDigit) || text.StartsWith(':'))
            return End(bind, text.TrimStart(':'));
        if (IPAddress.TryParse(text, out _))
            return End(text, port);
        var colon = text.LastIndexOf(':');
        return colon < 1 ? null : End(text[..colon].Trim('[', ']'), text[(colon + 1)..]);
    }

    private static string? End(string address, string port) =>
        IPAddress.TryParse(address.Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase), out var ip)
        && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new IPEndPoint(ip, number).ToString()
            : null;
}
