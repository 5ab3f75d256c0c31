using System.Text;

namespace ActiveActive.Scenarios.Records;

/// <summary>Where in a file something is, as an editor shows it: both from 1, columns in characters.</summary>
internal readonly record struct TextPosition(long Line, int Column)
{
    /// <summary>The position of byte <paramref name="index"/> of a record that begins on line <paramref name="firstLine"/>.</summary>
    public static TextPosition Of(ReadOnlySpan<byte> record, int index, long firstLine)
    {
        var before = record[..Math.Min(index, record.Length)];
        var line = firstLine + before.Count((byte)'\n');
        var inLine = before[(before.LastIndexOf((byte)'\n') + 1)..];
        var column = 1;
        while (!inLine.IsEmpty)
        {
            Rune.DecodeFromUtf8(inLine, out _, out var used);
            inLine = inLine[used..];
            column++;
        }

        return new TextPosition(line, column);
    }
}
