using System.Globalization;
using System.Numerics;
using ActiveActive.Engine.DynamoDb;
using ActiveActive.Engine.DynamoDb.Values;
using CsCheck;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>Numbers against whole-number arithmetic of any length.</summary>
public sealed class DynamoDbNumberTests
{
    private const int Scale = 200;

    /// <summary>A number as its digits, a power of ten and a way to write it down.</summary>
    private static readonly Gen<(BigInteger Digits, int Exponent, string Text)> Written =
        from count in Gen.Int[1, 38]
        from digits in Gen.Char['0', '9'].Array[count]
        from exponent in Gen.Int[-90, 80]
        from negative in Gen.Bool
        from point in Gen.Int[0, count]
        from zeros in Gen.Int[0, 5]
        let value = (negative ? -1 : 1) * BigInteger.Parse(new string(digits), CultureInfo.InvariantCulture)
        let mantissa = new string('0', zeros) + new string(digits, 0, point) + (point < count ? "." + new string(digits, point, count - point) : "")
        let shift = count - point
        select (value, exponent, $"{(negative ? "-" : "")}{mantissa}E{exponent + shift}");

    private static BigInteger Scaled((BigInteger Digits, int Exponent, string Text) n) => n.Digits * BigInteger.Pow(10, Scale + n.Exponent);

    private static BigInteger Scaled(string plain)
    {
        var point = plain.IndexOf('.');
        var digits = BigInteger.Parse(plain.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return digits * BigInteger.Pow(10, Scale - (point < 0 ? 0 : plain.Length - point - 1));
    }

    [Fact]
    public void A_number_keeps_its_value_however_it_is_written() => Written.Sample(n =>
    {
        var number = DynamoNumber.Parse(n.Text);
        Assert.Equal(Scaled(n), Scaled(number.ToString()));
        Assert.Equal(number, DynamoNumber.Parse(number.ToString()));
        Assert.DoesNotContain('E', number.ToString());
    });

    [Fact]
    public void Numbers_compare_by_value() => Gen.Select(Written, Written).Sample((a, b) =>
    {
        var (x, y) = (DynamoNumber.Parse(a.Text), DynamoNumber.Parse(b.Text));
        Assert.Equal(Scaled(a).CompareTo(Scaled(b)), Math.Sign(x.CompareTo(y)));
        Assert.Equal(Scaled(a) == Scaled(b), x == y);
    });

    [Fact]
    public void Sums_and_differences_are_exact_or_refused() => Gen.Select(Written, Written).Sample((a, b) =>
    {
        var (x, y) = (DynamoNumber.Parse(a.Text), DynamoNumber.Parse(b.Text));
        Check(() => x + y, Scaled(a) + Scaled(b));
        Check(() => x - y, Scaled(a) - Scaled(b));
    });

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0.000", "0")]
    [InlineData("0E125", "0")]
    [InlineData("+1.50", "1.5")]
    [InlineData("007", "7")]
    [InlineData("1e3", "1000")]
    [InlineData("1.e2", "100")]
    [InlineData(".5", "0.5")]
    [InlineData("-12.34E-2", "-0.1234")]
    [InlineData("99999999999999999999999999999999999999", "99999999999999999999999999999999999999")]
    [InlineData("1000000000000000000000000000000000000000", "1000000000000000000000000000000000000000")]
    public void Numbers_are_normalised(string text, string plain) => Assert.Equal(plain, DynamoNumber.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("NaN")]
    [InlineData(" 1")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    public void What_is_no_number_is_refused(string text) =>
        Assert.StartsWith("The parameter cannot be converted to a numeric value", Assert.Throws<DynamoException>(() => DynamoNumber.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("123456789012345678901234567890123456789", "Attempting to store more than 38 significant digits in a Number")]
    [InlineData("1E126", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("1E999999999", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("0E126", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("0E-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range")]
    [InlineData("1E-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range")]
    public void A_number_out_of_range_is_refused(string text, string message) =>
        DynamoDbRig.Throws(() => DynamoNumber.Parse(text), message);

    [Theory]
    [InlineData("9.9999999999999999999999999999999999999E125")]
    [InlineData("1E-130")]
    [InlineData("-9.9999999999999999999999999999999999999E125")]
    public void The_ends_of_the_range_are_numbers(string text) => Assert.Equal(DynamoNumber.Parse(text), DynamoNumber.Parse(DynamoNumber.Parse(text).ToString()));

    private static void Check(Func<DynamoNumber> compute, BigInteger exact)
    {
        var digits = BigInteger.Abs(exact).ToString(CultureInfo.InvariantCulture).TrimEnd('0').Length;
        if (digits > DynamoNumber.MaxDigits)
            Assert.Contains("38 significant digits", Assert.Throws<DynamoException>(() => compute()).Message, StringComparison.Ordinal);
        else
            Assert.Equal(exact, Scaled(compute().ToString()));
    }
}
