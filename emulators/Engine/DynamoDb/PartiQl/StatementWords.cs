using System.Collections.Frozen;

namespace ActiveActive.Engine.DynamoDb.PartiQl;

/// <summary>The words of the language: those that cannot be names without quotes, and what some of them are.</summary>
internal static class StatementWords
{
    /// <summary>The reserved words of SQL-92 and those that PartiQL adds.</summary>
    public static readonly FrozenSet<string> Keywords = (
        "absolute action add all allocate alter and any are as asc assertion at authorization avg begin between bit bit_length both by cascade "
        + "cascaded case cast catalog char char_length character character_length check close coalesce collate collation column commit connect "
        + "connection constraint constraints continue convert corresponding count create cross current current_date current_time "
        + "current_timestamp current_user cursor date day deallocate dec decimal declare default deferrable deferred delete desc describe "
        + "descriptor diagnostics disconnect distinct domain double drop else end escape except exception exec execute exists external extract "
        + "false fetch first float for foreign found from full get global go goto grant group having hour identity immediate in indicator "
        + "initially inner input insensitive insert int integer intersect interval into is isolation join key language last leading left level "
        + "like local lower match max min minute module month names national natural nchar next no not null nullif numeric octet_length of on "
        + "only open option or order outer output overlaps pad partial position precision prepare preserve primary prior privileges procedure "
        + "public read real references relative restrict revoke right rollback rows schema scroll second section select session session_user "
        + "set size smallint some space sql sqlcode sqlerror sqlstate substring sum system_user table temporary then time timestamp "
        + "timezone_hour timezone_minute to trailing transaction translate translation trim true union unique unknown update upper usage user "
        + "using value values varchar varying view when whenever where with work write year zone "
        + "missing pivot unpivot limit tuple remove index conflict do nothing returning modified new old let").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Keywords that call a function when a parenthesis follows.</summary>
    public static readonly FrozenSet<string> Functions = (
        "exists count avg max min sum position char_length character_length octet_length bit_length lower upper size coalesce nullif "
        + "substring trim extract cast").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Operators that are words.</summary>
    public static readonly FrozenSet<string> Operators = "and or not is in between like".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What IS can be followed by: each with the attribute types that it stands for.</summary>
    public static readonly FrozenDictionary<string, string[]> Types = new Dictionary<string, string[]>
    {
        ["null"] = ["NULL"], ["bool"] = ["BOOL"], ["boolean"] = ["BOOL"],
        ["smallint"] = ["N"], ["int"] = ["N"], ["integer"] = ["N"], ["int2"] = ["N"], ["integer2"] = ["N"], ["int4"] = ["N"], ["integer4"] = ["N"],
        ["int8"] = ["N"], ["integer8"] = ["N"], ["bigint"] = ["N"], ["float"] = ["N"], ["real"] = ["N"], ["double precision"] = ["N"], ["decimal"] = ["N"], ["numeric"] = ["N"],
        ["string"] = ["S"], ["symbol"] = ["S"], ["char"] = ["S"], ["character"] = ["S"], ["varchar"] = ["S"], ["character varying"] = ["S"], ["clob"] = ["S"],
        ["blob"] = ["B"], ["list"] = ["L"], ["sexp"] = ["L"], ["struct"] = ["M"], ["tuple"] = ["M"], ["bag"] = ["SS", "NS", "BS"],
        ["timestamp"] = [], ["date"] = [], ["time"] = [], ["any"] = ["S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"],
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
