using System.Text;

namespace ActiveActive.Engine;

/// <summary>
/// One string for each of the names that come again and again: queues, tables, attributes. So a million items do not hold a
/// million copies of their attributes' names. It forgets when two names meet in a slot: then each is made anew, which costs
/// memory and nothing else. Any thread may ask.
/// </summary>
public static class SharedNames
{
    /// <summary>Longer ones are not kept.</summary>
    private const int Longest = 64;

    private const int Slots = 2048;
    private static readonly string?[] Known = new string?[Slots];

    /// <summary>The text of these bytes.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
        if (utf8.Length > Longest)
            return Encoding.UTF8.GetString(utf8);
        var hash = (uint)utf8.Length;
        foreach (var b in utf8)
            hash = (hash ^ b) * 16777619;
        ref var slot = ref Known[(hash ^ (hash >> 15)) % Slots];
        // Only ASCII compares with bytes directly; other names are made anew each time.
        if (slot is { } known && Ascii.Equals(utf8, known))
            return known;
        return slot = Encoding.UTF8.GetString(utf8);
    }
}
