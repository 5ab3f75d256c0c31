using CsCheck;

namespace ActiveActive.UnitTests.Emulator.Models;

/// <summary>An attribute, or a place one step inside it.</summary>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Step">A name in a map, an index in a list, or null.</param>
internal sealed record PlainPath(string Attribute, object? Step)
{
    /// <summary>Paths into items of <see cref="PlainValues.Item"/>, which often lead nowhere.</summary>
    public static readonly Gen<PlainPath> Any = Gen.Select(
        Gen.OneOf("a", "b", "c", "d"),
        Gen.Frequency((4, Gen.Const((object?)null)), (1, Gen.OneOf<object?>("x", "y")), (1, Gen.Int[0, 3].Select(i => (object?)i))),
        (a, step) => new PlainPath(a, step));

    /// <summary>As in an expression.</summary>
    public override string ToString() => Step switch { string name => $"{Attribute}.{name}", int index => $"{Attribute}[{index}]", _ => Attribute };
}
