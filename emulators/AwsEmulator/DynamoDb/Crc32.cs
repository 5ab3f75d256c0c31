namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>CRC-32 of IEEE 802.3, as DynamoDB sends it in x-amz-crc32.</summary>
public static class Crc32
{
    /// <summary>The checksum.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => System.IO.Hashing.Crc32.HashToUInt32(bytes);
}
