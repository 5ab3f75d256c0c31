using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Values;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, ActiveActive.Engine.DynamoDb.Values.AttributeValue>;

namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>Reads the items of an import's files; what is no item is counted and left out, as AWS does.</summary>
internal sealed class ImportFiles(bool compressed, char? csvDelimiter, IReadOnlyList<string>? csvHeader, IReadOnlyDictionary<string, string> attributeTypes)
{
    private readonly List<Item> _items = [];

    /// <summary>The items.</summary>
    public IReadOnlyList<Item> Items => _items;

    /// <summary>Lines that are no items.</summary>
    public int Wrong { get; private set; }

    /// <summary>Bytes that were read.</summary>
    public long Bytes { get; private set; }

    /// <summary>Reads a file; one that is not compressed as it should be counts as one wrong line.</summary>
    public async Task Read(string path, CancellationToken aborted)
    {
        try
        {
            await ReadLines(path, aborted);
        }
        catch (InvalidDataException)
        {
            Wrong++;
        }
    }

    private async Task ReadLines(string path, CancellationToken aborted)
    {
        await using var file = File.OpenRead(path);
        Bytes += file.Length;
        await using Stream plain = compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var header = csvHeader;
        while (await reader.ReadLineAsync(aborted) is { } line)
        {
            if (line.Length == 0)
                continue;
            if (csvDelimiter is { } delimiter && header is null)
                header = Cells(line, delimiter);
            else
                Add(line, header);
        }
    }

    private void Add(string line, IReadOnlyList<string>? header)
    {
        try
        {
            _items.Add(csvDelimiter is { } delimiter ? OfCells(header!, Cells(line, delimiter)) : OfJson(line));
        }
        catch (Exception wrong) when (wrong is DynamoException or JsonException or FormatException)
        {
            Wrong++;
        }
    }

    private static Item OfJson(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("Item", out var item)
            ? JsonItems.ReadItem(item)
            : throw new FormatException("the line has no Item");
    }

    /// <summary>Cells are strings, except those of key attributes, which have their types.</summary>
    private Dictionary<string, AttributeValue> OfCells(IReadOnlyList<string> header, List<string> cells)
    {
        if (cells.Count != header.Count)
            throw new FormatException("the line has not as many cells as the header");
        var item = new Dictionary<string, AttributeValue>();
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Length > 0)
                item[header[i]] = Typed(attributeTypes.GetValueOrDefault(header[i], "S"), cells[i]);
        }

        return item;
    }

    private static AttributeValue Typed(string type, string cell) => type switch
    {
        "N" => new AttributeValue.N(DynamoNumber.Parse(cell)),
        "B" => new AttributeValue.B(Convert.FromBase64String(cell)),
        _ => new AttributeValue.S(cell),
    };

    /// <summary>A line's cells; quotes go around a cell with a delimiter, and stand twice for one.</summary>
    private static List<string> Cells(string line, char delimiter)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] != delimiter || quoted)
                cell.Append(line[i]);
            else
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
