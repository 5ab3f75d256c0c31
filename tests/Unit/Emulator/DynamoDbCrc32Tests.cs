using ActiveActive.AwsEmulator.DynamoDb;
using CsCheck;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>The checksum of answers.</summary>
public sealed class DynamoDbCrc32Tests
{
    [Fact]
    public void The_check_value_of_the_standard_comes_out() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Fact]
    public void Eight_bytes_at_a_time_give_what_one_bit_at_a_time_gives() => Gen.Byte.Array[0, 100].Sample(bytes =>
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        Assert.Equal(~crc, Crc32.Of(bytes));
    });
}
