using System.Globalization;
using ActiveActive.Contracts;

namespace ActiveActive.Scenarios.Records;

/// <summary>
/// Draws payments. Amounts, names and references vary as real ones do, with letters beyond ASCII, quotes, commas and line ends among them,
/// because those are what a pipeline garbles first.
/// </summary>
internal static class PaymentDraw
{
    private static readonly DateTimeOffset Opening = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly int[] CentsBelow = [100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
    private static readonly string[] Currencies = ["EUR", "EUR", "USD", "USD", "GBP", "CHF", "SEK", "PLN"];
    private static readonly string[] People = ["Maja Lindqvist", "Zoë Brontë", "Łukasz Wójcik", "Aiko 山田", "Tomás Ó Briain", "Nadia El-Amin", "Jürgen Groß", "Chloé Lefèvre", "Ravi Iyer", "Ana Sofía Núñez"];
    private static readonly string[] Companies = ["Nordlicht Energie GmbH", "Harbor & Pine, Inc.", "Café Ñandú S.L.", "Blue Kiln Ceramics", "\"Quick\" Couriers Ltd", "Ørsted & Søn ApS", "東雲商事", "Vista Dental, P.C.", "Lumen Telecom AG", "Greenfield Rent 24"];

    /// <summary>The next payment. <paramref name="second"/> is how long after the opening of business it was made.</summary>
    public static Payment Next(SeededChance chance, string id, long second) => new(
        id,
        Opening.AddSeconds(second),
        Amount(chance),
        Pick(chance, Currencies),
        Pick(chance, People),
        Account(chance),
        Pick(chance, Companies),
        Account(chance),
        Reference(chance));

    /// <summary>Many small ones and few large ones: 0.01 to 99,999.99.</summary>
    private static string Amount(SeededChance chance)
    {
        var size = CentsBelow[chance.Below(CentsBelow.Length)];
        var cents = Math.Max(1, chance.Below(size));
        return string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:00}");
    }

    /// <summary>An opaque token, so that nobody's account number can come out by chance.</summary>
    private static string Account(SeededChance chance) => $"acct_{chance.NextBits() >> 24:x10}";

    private static string Reference(SeededChance chance) => chance.Below(6) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"Invoice 2026-{chance.Below(10_000):0000}"),
        1 => string.Create(CultureInfo.InvariantCulture, $"Rent, flat {1 + chance.Below(40)}"),
        2 => string.Create(CultureInfo.InvariantCulture, $"Order \"{chance.NextBits() >> 44:X5}\""),
        3 => "Danke fürs Abendessen 🍝",
        4 => string.Create(CultureInfo.InvariantCulture, $"Instalment {1 + chance.Below(12)} of 12\nContract {chance.Below(1_000_000):000000}"),
        _ => "Salary January",
    };

    private static string Pick(SeededChance chance, string[] words) => words[chance.Below(words.Length)];
}
