namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>Where the folders are that stand for S3's buckets: section Emulator, beside the emulator's own settings.</summary>
public sealed record BucketOptions
{
    /// <summary>A folder with a folder for each bucket; empty for no buckets.</summary>
    public string Buckets { get; init; } = "";

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate() => Buckets.Length == 0 || Directory.Exists(Buckets) ? null : $"Emulator:Buckets '{Buckets}' is not a folder";
}
