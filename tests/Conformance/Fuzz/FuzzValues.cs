using System.Text;
using System.Text.Json.Nodes;
using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>Values that are wrong where others are expected, or right in a way that nobody thinks of.</summary>
internal static class FuzzValues
{
    private static readonly string[] Texts =
    [
        "", " ", "a", "\0", "\u0001", "\ud7ff", "\ufffe", "\uffff", "😀", "ÿ", "../..", "a/b", "%00", "null", "NaN", "-0", "1e400", "0x10", "1e-200", "99999999999999999999999999999999999999",
        "999999999999999999999999999999999999999", "1E125", "9.9E125", "1E126", "-1E-130", "1E-131", "00001.50", "+1", "1.", ".5", "true", "True", "All", "*", "fuzz", "doomed-1", "fuzz.fifo", "by-g", "fuzz-dead",
        "http://localhost/000000000000/fuzz", "http://[::1", "//", "arn:aws:sqs:us-east-1:000000000000:fuzz", "arn:aws:dynamodb:us-east-1:000000000000:table/", "arn:", "QUFB", "QUF", "====", "h", "r", "g", ":v", "#a", "a.b", "a[0]",
        "{", "{}", "[]", "[1]", "{\"a\":", "\"", "'", "<a>", "&amp;", "]]>", "\r\n", "2026-01-01T00:00:00Z", "9223372036854775807", "-9223372036854775808", "18446744073709551616",
        "S", "N", "B", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "NONE", "INDEXES", "COUNT", "SPECIFIC_ATTRIBUTES", "PAY_PER_REQUEST", "LATEST", "us-west-2", "us-east-1",
    ];

    private static readonly double[] Numbers = [0, -1, 1, 2, 11, 25, 26, 100, 101, 901, 43200, 43201, 120001, int.MaxValue, int.MinValue, 4294967296d, 1e18, 1e19, 1e308, -1e308, 0.5, -0.0, 1e-300];

    private static readonly string[] Types = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "BOOL", "NULL", "X", "s"];

    private static readonly string[] Words =
    [
        "SET", "REMOVE", "ADD", "DELETE", "AND", "OR", "NOT", "IN", "BETWEEN", "(", ")", "[", "]", "[0]", "[99999999999]", "[-1]", ",", ".", "=", "<>", "<", "<=", ">", ">=", "+", "-", ":v", ":s", "#a", "#n", "h", "r", "v", "m.x", "m.x[0]", "ss",
        "size(", "contains(", "begins_with(", "attribute_exists(", "attribute_type(", "if_not_exists(", "list_append(", "SELECT", "*", "FROM", "\"fuzz\"", "fuzz", "WHERE", "INSERT", "INTO", "VALUE", "UPDATE", "?", "'a'", "1", "1e5",
        "{", "}", "<<", ">>", "{'h':'a','r':1}", "IS", "MISSING", "NULL", "TRUE", "RETURNING", "ALL", "OLD", "EXISTS(", "ORDER", "BY", "DESC", "\"", "'", "--", "/*", "😀", "\0", "a-b", "_", "LIMIT", "between", "!=", "ON CONFLICT DO NOTHING",
    ];

    /// <summary>A text out of the ordinary.</summary>
    public static string Text(SeededChance chance) => chance.Below(24) switch
    {
        0 => new string('x', 1 << chance.Below(17)),
        1 => string.Concat(Enumerable.Repeat("é😀", 1 << chance.Below(12))),
        2 => new string('9', 1 + chance.Below(60)),
        3 => Soup(chance),
        _ => Texts[chance.Below(Texts.Length)],
    };

    /// <summary>Words of the expression grammars in no order, or one of them nested deeply.</summary>
    public static string Soup(SeededChance chance)
    {
        if (chance.Below(8) == 0)
        {
            var (open, close) = chance.Below(6) switch { 0 => ("(", ")"), 1 => ("NOT ", ""), 2 => ("[", "]"), 3 => ("{'a':", "}"), 4 => ("size(", ")"), _ => ("a.", "") };
            var depth = 1 << chance.Below(13);
            return string.Concat(Enumerable.Repeat(open, depth)) + "v" + string.Concat(Enumerable.Repeat(close, depth));
        }

        var soup = new StringBuilder();
        for (var left = 1 + chance.Below(1 << chance.Below(9)); left > 0; left--)
            soup.Append(Words[chance.Below(Words.Length)]).Append(chance.Below(4) == 0 ? "" : " ");
        return soup.ToString();
    }

    /// <summary>Any JSON, to a depth.</summary>
    public static JsonNode? Any(SeededChance chance, int depth = 3) => chance.Below(depth > 0 ? 10 : 6) switch
    {
        0 => null,
        1 => JsonValue.Create(chance.Below(2) == 0),
        2 or 3 => JsonValue.Create(Numbers[chance.Below(Numbers.Length)]),
        4 or 5 => JsonValue.Create(Text(chance)),
        6 => new JsonArray([.. Enumerable.Range(0, chance.Below(4)).Select(_ => Any(chance, depth - 1))]),
        7 => Object(chance, depth),
        8 => Attribute(chance, depth),
        _ => new JsonArray([.. Enumerable.Range(0, 1 << chance.Below(8)).Select(_ => JsonValue.Create(chance.Below(3)))]),
    };

    /// <summary>A number.</summary>
    public static JsonNode Number(SeededChance chance) => JsonValue.Create(Numbers[chance.Below(Numbers.Length)]);

    private static JsonObject Object(SeededChance chance, int depth)
    {
        var made = new JsonObject();
        for (var left = chance.Below(4); left > 0; left--)
            made[Texts[chance.Below(Texts.Length)]] = Any(chance, depth - 1);
        return made;
    }

    /// <summary>Something like an attribute value of DynamoDB, its type as often wrong as right.</summary>
    private static JsonObject Attribute(SeededChance chance, int depth)
    {
        var type = Types[chance.Below(Types.Length)];
        var made = new JsonObject { [type] = type switch
        {
            "S" or "N" or "B" when chance.Below(4) > 0 => JsonValue.Create(Text(chance)),
            "SS" or "NS" or "BS" when chance.Below(4) > 0 => new JsonArray([.. Enumerable.Range(0, chance.Below(4)).Select(_ => JsonValue.Create(Text(chance)))]),
            "M" when chance.Below(4) > 0 => new JsonObject { ["x"] = Attribute(chance, depth - 1) },
            "L" when chance.Below(4) > 0 && depth > -8 => new JsonArray(Attribute(chance, depth - 1)),
            _ => chance.Below(2) == 0 ? JsonValue.Create(true) : JsonValue.Create(Text(chance)),
        } };
        if (chance.Below(12) == 0)
            made["S"] = JsonValue.Create(Text(chance));
        return made;
    }
}
