using System.Text;

namespace ActiveActive.Scenarios.Records;

/// <summary>
/// One record of RFC 4180: commas, fields quoted where they need it, a quote inside doubled, as many fields as the header has. The
/// header's <c>id</c> column, in either case, is the record's id.
/// </summary>
internal sealed class CsvRecordParser : IRecordParser
{
    private readonly int _columns;
    private readonly int _id;

    /// <summary>Reads the header.</summary>
    /// <exception cref="BrokenRecordException">It is not a record, or has two id columns.</exception>
    public CsvRecordParser(ReadOnlySpan<byte> header)
    {
        _id = -1;
        for (var position = 0; position <= header.Length; _columns++)
        {
            var at = position;
            if (!Next(header, ref position).Trim().Equals("id", StringComparison.OrdinalIgnoreCase))
                continue;
            if (_id >= 0)
                throw new BrokenRecordException(at, "the header has a second id column; keep one");
            _id = _columns;
        }
    }

    /// <inheritdoc/>
    public string? IdOf(ReadOnlySpan<byte> record)
    {
        string? id = null;
        var column = 0;
        for (var position = 0; position <= record.Length; column++)
        {
            var at = position;
            var field = Next(record, ref position);
            if (column == _columns)
                throw new BrokenRecordException(at, $"it has more fields than the header's {_columns}; quote a field that holds a comma");
            if (column == _id)
                id = field;
        }

        return column == _columns
            ? id
            : throw new BrokenRecordException(record.Length, $"it has {column} {(column == 1 ? "field" : "fields")} where the header has {_columns}");
    }

    /// <summary>Reads the field at <paramref name="position"/> and moves beyond its comma, or beyond the record's end.</summary>
    private static string Next(ReadOnlySpan<byte> record, ref int position)
    {
        var rest = record[position..];
        if (rest.IsEmpty || rest[0] != '"')
        {
            var length = rest.IndexOf((byte)',');
            var field = length < 0 ? rest : rest[..length];
            if (field.IndexOfAny((byte)'"', (byte)'\r') is >= 0 and var wrong)
            {
                throw new BrokenRecordException(position + wrong, field[wrong] == '"'
                    ? "a quote inside a field that is not quoted; quote the whole field and double the quotes inside"
                    : "a carriage return that ends no line; end lines with LF or CRLF, or quote the field");
            }

            position += field.Length + 1;
            return Encoding.UTF8.GetString(field);
        }

        var text = new StringBuilder();
        var from = 1;
        while (true)
        {
            var quote = rest[from..].IndexOf((byte)'"');
            if (quote < 0)
                throw new BrokenRecordException(position, "a quote that is never closed");
            text.Append(Encoding.UTF8.GetString(rest.Slice(from, quote)));
            from += quote + 1;
            if (from < rest.Length && rest[from] == '"')
            {
                text.Append('"');
                from++;
                continue;
            }

            if (from < rest.Length && rest[from] != ',')
                throw new BrokenRecordException(position + from, "text after a field's closing quote; double a quote that belongs to the field");
            position += from + 1;
            return text.ToString();
        }
    }
}
