using System.Globalization;

namespace ActiveActive.Engine.DynamoDb.Values;

/// <summary>How numbers are written and read.</summary>
public readonly partial record struct DynamoNumber
{
    private const string NotNumeric = "The parameter cannot be converted to a numeric value";

    /// <summary>Reads an optional sign, digits with an optional point, and an optional exponent.</summary>
    /// <exception cref="DynamoException">It is no number, or does not fit.</exception>
    public static DynamoNumber Parse(string text)
    {
        var at = 0;
        var negative = false;
        if (at < text.Length && text[at] is '+' or '-')
            negative = text[at++] == '-';
        UInt128 coefficient = 0;
        var (significant, held, anyDigit, pointSeen) = (0, 0, false, false);
        long exponent = 0;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '.' && !pointSeen)
            {
                pointSeen = true;
                continue;
            }

            if (!char.IsAsciiDigit(c))
                break;
            anyDigit = true;
            if (pointSeen)
                exponent--;
            if (c == '0')
            {
                // Zeros count only once a digit follows them; until then they are held back as a power of ten.
                if (significant > 0)
                    held++;
                continue;
            }

            significant += held + 1;
            if (significant > MaxDigits)
                throw DynamoException.Validation("Attempting to store more than 38 significant digits in a Number");
            coefficient = coefficient * PowersOfTen[held + 1] + (uint)(c - '0');
            held = 0;
        }

        exponent += held;
        if (!anyDigit || !ReadExponent(text, at, out var written))
            throw NotANumber(text);
        if (written is > int.MaxValue - 1 or < int.MinValue + 1)
            throw OutOfInt(text, written);
        if (coefficient == 0)
            return ZeroWith(written);
        return Create(negative, coefficient, (int)Math.Clamp(exponent + written, -100_000, 100_000));
    }

    /// <summary>Zero has a range too: that of the exponent that it is written with.</summary>
    private static DynamoNumber ZeroWith(long exponent) => exponent switch
    {
        > MaxMagnitude => throw DynamoException.Validation(Overflow),
        < MinMagnitude => throw DynamoException.Validation(Underflow),
        _ => Zero,
    };

    /// <summary>
    /// The newer layer compares such an exponent with the range. The older one reads as Java's BigDecimal does: it takes an
    /// exponent of 32 bits and then subtracts it from the digits, which turns the largest into the smallest.
    /// </summary>
    private static DynamoException OutOfInt(string text, long exponent) => DynamoException.Validation(
        exponent is int.MaxValue or int.MaxValue + 1L ? Underflow : $"{NotNumeric}: {text}",
        exponent > 0 ? Overflow : Underflow);

    /// <summary>Plain decimal notation without an exponent, as DynamoDB answers.</summary>
    public override string ToString()
    {
        if (Coefficient == 0)
            return "0";
        var digits = Coefficient.ToString(CultureInfo.InvariantCulture);
        var sign = IsNegative ? "-" : "";
        if (Exponent >= 0)
            return sign + digits + new string('0', Exponent);
        var point = digits.Length + Exponent;
        return point > 0
            ? $"{sign}{digits.AsSpan(0, point)}.{digits.AsSpan(point)}"
            : $"{sign}0.{new string('0', -point)}{digits}";
    }

    private static bool ReadExponent(string text, int at, out long exponent)
    {
        exponent = 0;
        if (at == text.Length)
            return true;
        if (text[at] is not ('e' or 'E'))
            return false;
        var digits = text.AsSpan(at + 1);
        var negative = digits.Length > 0 && digits[0] == '-';
        if (digits.Length > 0 && digits[0] is '+' or '-')
            digits = digits[1..];
        if (digits.IsEmpty || digits.IndexOfAnyExceptInRange('0', '9') >= 0)
            return false;
        digits = digits.TrimStart('0');
        // An exponent of more than 64 bits makes it no number; any other is compared with the range.
        if (!digits.IsEmpty && !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out exponent))
            return false;
        exponent = negative ? -exponent : exponent;
        return true;
    }

    private static DynamoException NotANumber(string text) =>
        DynamoException.Validation(text.Length == 0 ? NotNumeric : $"{NotNumeric}: {text}", $"{NotNumeric}: {text}");
}
