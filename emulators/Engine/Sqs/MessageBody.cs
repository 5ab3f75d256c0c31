using System.Text;

namespace ActiveActive.Engine.Sqs;

/// <summary>
/// A message's body as the UTF-8 in which it comes, is kept, is summed and goes: half of what a string would take, and nothing
/// to translate on the way.
/// </summary>
/// <param name="utf8">The bytes, which must be UTF-8 and not change any more.</param>
public readonly struct MessageBody(byte[] utf8)
{
    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Utf8 => utf8;

    /// <summary>A body of that text.</summary>
    public static implicit operator MessageBody(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>The text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(utf8);
}
