using System.Numerics;

namespace ActiveActive.Engine.DynamoDb.Values;

/// <summary>Exact sums: a result that needs more than 38 digits is an error, never rounded.</summary>
public readonly partial record struct DynamoNumber
{
    /// <summary>The exact sum.</summary>
    /// <exception cref="DynamoException">The sum does not fit DynamoDB.</exception>
    public static DynamoNumber operator +(DynamoNumber a, DynamoNumber b)
    {
        if (a.Coefficient == 0)
            return b;
        if (b.Coefficient == 0)
            return a;
        var exponent = Math.Min(a.Exponent, b.Exponent);
        var sum = a.ScaledTo(exponent) + b.ScaledTo(exponent);
        if (sum.IsZero)
            return Zero;
        var negative = sum.Sign < 0;
        var magnitude = BigInteger.Abs(sum);
        while (magnitude % 10 == 0)
        {
            magnitude /= 10;
            exponent++;
        }

        if (magnitude >= (BigInteger)PowersOfTen[MaxDigits])
            throw DynamoException.Validation("Attempting to store more than 38 significant digits in a Number");
        return Create(negative, (UInt128)magnitude, exponent);
    }

    /// <summary>The exact difference.</summary>
    /// <exception cref="DynamoException">The difference does not fit DynamoDB.</exception>
    public static DynamoNumber operator -(DynamoNumber a, DynamoNumber b) =>
        a + (b.Coefficient == 0 ? b : new DynamoNumber(!b.IsNegative, b.Coefficient, b.Exponent));

    private BigInteger ScaledTo(int exponent)
    {
        var scaled = (BigInteger)Coefficient * BigInteger.Pow(10, Exponent - exponent);
        return IsNegative ? -scaled : scaled;
    }
}
