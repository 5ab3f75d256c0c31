using System.Net;
using System.Text.RegularExpressions;

namespace ActiveActive.AwsEmulator.Settings;

/// <summary>What one region's emulator is told: section Emulator, where replication's own settings stand too.</summary>
public sealed partial record EmulatorOptions
{
    private static readonly string[] AllServices = ["sqs", "dynamodb", "dynamodbstreams"];

    /// <summary>The AWS name of the region that it plays, such as us-east-1.</summary>
    public string Region { get; init; } = "";

    /// <summary>The directory of its data; created if it is not there.</summary>
    public string Data { get; init; } = "";

    /// <summary>False: it begins empty, in a folder of its own that goes with it.</summary>
    public bool Persistent { get; init; } = true;

    /// <summary>A log smaller than this is never compacted. Smaller: less disk and quicker starts, for more writing.</summary>
    public long CompactAboveBytes { get; init; } = 64L << 20;

    /// <summary>Addresses and ports to listen on beside the first.</summary>
    public IReadOnlyList<string> AlsoListen { get; init; } = [];

    /// <summary>HOST or HOST:PORT in the URLs that it hands out; empty for the one that the caller has used.</summary>
    public string Host { get; init; } = "";

    /// <summary>How URLs of queues look: dynamic, off, standard, domain or path, as LocalStack calls them.</summary>
    public string QueueUrls { get; init; } = "dynamic";

    /// <summary>The services that answer, of sqs, dynamodb and dynamodbstreams; none named means all.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Where a line for each call is written: a file's path, "stdout", or empty for nowhere.</summary>
    public string RequestLog { get; init; } = "";

    /// <summary>The folder whose ready.d holds the scripts to run once it serves; empty for none.</summary>
    public string Init { get; init; } = "/etc/localstack/init";

    /// <summary>How long one script may take: a bound, so that one which hangs is told.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A JSON file of queues and tables that shall be there before it serves; empty for none.</summary>
    public string Resources { get; init; } = "";

    /// <summary>Whether a service answers.</summary>
    public bool Serves(string service) => Services.Count == 0 || Services.Contains(service, StringComparer.OrdinalIgnoreCase);

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate()
    {
        if (!IsRegion(Region))
            return $"Emulator:Region '{Region}' is not a region of AWS, such as us-east-1";
        if (string.IsNullOrWhiteSpace(Data))
            return "Emulator:Data is empty; give the directory to keep data in";
        if (Data.Contains('\0', StringComparison.Ordinal))
            return "Emulator:Data holds a character that no path may hold";
        if (AlsoListen.FirstOrDefault(a => !IPEndPoint.TryParse(a, out _)) is { } address)
            return $"Emulator:AlsoListen '{address}' is not ADDRESS:PORT";
        if (Host.Length > 0 && !IsHost(Host))
            return $"Emulator:Host '{Host}' is not HOST or HOST:PORT";
        if (!IsUrlForm(QueueUrls))
            return $"Emulator:QueueUrls '{QueueUrls}' is none of {UrlForms}";
        if (UnknownService(Services) is { } service)
            return $"Emulator:Services names {service}, which is not there; there are {string.Join(", ", AllServices)}";
        if (CompactAboveBytes < 1)
            return $"Emulator:CompactAboveBytes {CompactAboveBytes} must be 1 or more";
        return InitTimeout <= TimeSpan.Zero ? "Emulator:InitTimeout must be above 0" : null;
    }

    /// <summary>The forms that URLs of queues may have.</summary>
    internal const string UrlForms = "dynamic, off, standard, domain, path";

    internal static bool IsUrlForm(string text) => UrlForms.Split(", ").Contains(text);

    internal static bool IsRegion(string text) => RegionName().IsMatch(text);

    internal static bool IsHost(string text) => HostName().IsMatch(text);

    /// <summary>The first name that is no service of this emulator, or null.</summary>
    internal static string? UnknownService(IEnumerable<string> names) => names.FirstOrDefault(n => !AllServices.Contains(n, StringComparer.OrdinalIgnoreCase));

    [GeneratedRegex(@"\A[a-z]{2}(-[a-z]+){1,3}-[0-9]{1,2}\z")]
    private static partial Regex RegionName();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?\z")]
    private static partial Regex HostName();
}
