namespace ActiveActive.Engine.DynamoDb.Values;

/// <summary>
/// A decimal number as DynamoDB keeps it: up to 38 significant digits, magnitude 1E-130 to 9.99…E+125, or zero.
/// Always normalised (the coefficient ends in no zero), so equal numbers are equal field by field, however they were written.
/// </summary>
public readonly partial record struct DynamoNumber : IComparable<DynamoNumber>
{
    /// <summary>Significant digits that a number may have.</summary>
    public const int MaxDigits = 38;

    /// <summary>The largest power of ten of the first digit.</summary>
    public const int MaxMagnitude = 125;

    /// <summary>The smallest power of ten of the first digit.</summary>
    public const int MinMagnitude = -130;

    private const string Overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
    private const string Underflow = "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    private static readonly UInt128[] PowersOfTen = BuildPowersOfTen();

    private DynamoNumber(bool negative, UInt128 coefficient, int exponent)
    {
        IsNegative = negative;
        Coefficient = coefficient;
        Exponent = exponent;
    }

    /// <summary>True below zero.</summary>
    public bool IsNegative { get; }

    /// <summary>The digits as a whole number below 10^38 that does not end in zero; 0 for zero.</summary>
    public UInt128 Coefficient { get; }

    /// <summary>The number is ± <see cref="Coefficient"/> × 10^Exponent.</summary>
    public int Exponent { get; }

    /// <summary>Zero.</summary>
    public static DynamoNumber Zero => default;

    /// <summary>How many significant digits there are; 0 for zero.</summary>
    public int Digits => CountDigits(Coefficient);

    /// <summary>Rebuilds a number from its fields, normalising and checking the range.</summary>
    /// <exception cref="DynamoException">It does not fit DynamoDB.</exception>
    public static DynamoNumber Create(bool negative, UInt128 coefficient, int exponent)
    {
        if (coefficient == 0)
            return Zero;
        while (coefficient % 10 == 0)
        {
            coefficient /= 10;
            exponent++;
        }

        var digits = CountDigits(coefficient);
        if (digits > MaxDigits)
            throw DynamoException.Validation("Attempting to store more than 38 significant digits in a Number");
        var magnitude = (long)exponent + digits - 1;
        if (magnitude > MaxMagnitude)
            throw DynamoException.Validation(Overflow);
        if (magnitude < MinMagnitude)
            throw DynamoException.Validation(Underflow);
        return new DynamoNumber(negative, coefficient, exponent);
    }

    /// <inheritdoc/>
    public int CompareTo(DynamoNumber other)
    {
        var (sign, otherSign) = (Sign, other.Sign);
        if (sign != otherSign)
            return sign.CompareTo(otherSign);
        return sign * CompareMagnitude(this, other);
    }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Coefficient == 0 ? 0 : IsNegative ? -1 : 1;

    private static int CompareMagnitude(DynamoNumber a, DynamoNumber b)
    {
        var (digits, otherDigits) = (a.Digits, b.Digits);
        var byMagnitude = (a.Exponent + digits).CompareTo(b.Exponent + otherDigits);
        if (byMagnitude != 0)
            return byMagnitude;
        // The same first digit position: stretch both to 38 digits, which UInt128 holds, and compare.
        var x = a.Coefficient * PowersOfTen[MaxDigits - digits];
        var y = b.Coefficient * PowersOfTen[MaxDigits - otherDigits];
        return x.CompareTo(y);
    }

    private static int CountDigits(UInt128 value)
    {
        var digits = 0;
        while (digits < PowersOfTen.Length && value >= PowersOfTen[digits])
            digits++;
        return digits;
    }

    private static UInt128[] BuildPowersOfTen()
    {
        var powers = new UInt128[39];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
