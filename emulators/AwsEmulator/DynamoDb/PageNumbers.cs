using System.Globalization;
using System.Text.Json;
using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>NextToken of lists that are short: how many were answered already.</summary>
internal static class PageNumbers
{
    /// <summary>Where to go on; 0 without a token.</summary>
    /// <exception cref="DynamoException">It is no token.</exception>
    public static int Read(string? token)
    {
        if (token is null)
            return 0;
        return int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : throw DynamoException.Validation("Invalid NextToken");
    }

    /// <summary>The token, unless all was answered.</summary>
    public static void Write(Utf8JsonWriter json, int next, int all)
    {
        if (next < all)
            json.WriteString("NextToken", next.ToString(CultureInfo.InvariantCulture));
    }
}
