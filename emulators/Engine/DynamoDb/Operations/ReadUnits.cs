namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>Read units: one for each 4 KB begun, half for a read that need not be consistent.</summary>
internal static class ReadUnits
{
    /// <summary>Units for so many bytes.</summary>
    public static double Of(long bytes, bool consistent) => Math.Max(1, (bytes + 4095) / 4096) * (consistent ? 1 : 0.5);
}
