using System.Text.RegularExpressions;

namespace ActiveActive.AwsEmulator;

/// <summary>What one region's emulator is told: section Emulator, where replication's own settings stand too.</summary>
public sealed partial record EmulatorOptions
{
    /// <summary>The AWS name of the region that it plays, such as us-east-1.</summary>
    public string Region { get; init; } = "";

    /// <summary>The directory of its data; created if it is not there.</summary>
    public string Data { get; init; } = "";

    /// <summary>Says which setting is wrong, or null.</summary>
    public string? Validate()
    {
        if (!RegionName().IsMatch(Region))
            return $"Emulator:Region '{Region}' is not a region of AWS, such as us-east-1";
        if (string.IsNullOrWhiteSpace(Data))
            return "Emulator:Data is empty; give the directory to keep data in";
        return Data.Contains('\0', StringComparison.Ordinal) ? "Emulator:Data holds a character that no path may hold" : null;
    }

    [GeneratedRegex(@"\A[a-z]{2}(-[a-z]+){1,3}-[0-9]{1,2}\z")]
    private static partial Regex RegionName();
}
