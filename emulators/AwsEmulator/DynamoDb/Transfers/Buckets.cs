using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb.Transfers;

/// <summary>Folders that stand for S3's buckets: exports write into them, imports read out of them.</summary>
public sealed class Buckets(BucketOptions options)
{
    /// <summary>What S3 says of a bucket that is not there.</summary>
    public const string NoBucket = "The specified bucket does not exist";

    /// <summary>The folder of a bucket, or null when there is none.</summary>
    public string? Find(string bucket)
    {
        if (options.Buckets.Length == 0 || bucket.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) || bucket.All(c => c == '.'))
            return null;
        var folder = Path.Combine(options.Buckets, bucket);
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>The file of a key, whose folder is made if need be.</summary>
    /// <exception cref="DynamoException">The key leads out of the bucket.</exception>
    public static string FileOf(string folder, string key)
    {
        var file = Path.GetFullPath(Path.Combine(folder, key.TrimStart('/')));
        if (!file.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw DynamoException.Validation($"The key {key} leads out of its bucket");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }

    /// <summary>The files whose keys begin with a prefix, in the order of their keys.</summary>
    public static IEnumerable<string> Files(string folder, string prefix) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
        .Where(k => k.StartsWith(prefix.TrimStart('/'), StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(k => Path.Combine(folder, k));
}
