using System.Globalization;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli;

/// <summary>The room that a lab needs on its disk, looked at before anything is started: PostgreSQL's own words for a full one name neither the folder nor what to do.</summary>
internal static class LabRoom
{
    // Four PostgreSQL instances and the templates that they are copied from, with their write-ahead logs.
    private const long Needed = 400L << 20;

    /// <summary>Whether there is enough in <paramref name="folder"/>, and how that is said.</summary>
    public static (bool Enough, string Said) Look(string folder)
    {
        // The folder itself may be made only when it is known to have room.
        var there = Path.GetFullPath(folder);
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } parent)
            there = parent;
        var free = new DriveInfo(there).AvailableFreeSpace;
        return free >= Needed
            ? (true, string.Create(CultureInfo.InvariantCulture, $"{folder}, {free >> 20:N0} MiB free"))
            : (false, string.Create(CultureInfo.InvariantCulture, $"{folder} has too little space: {free >> 20:N0} MiB are free and a lab needs {Needed >> 20:N0}; make room, or set AA_HOME to a folder on another disk"));
    }

    /// <summary>Returns when there is enough.</summary>
    /// <exception cref="LabEnvironmentException">There is not.</exception>
    public static void Require(string folder)
    {
        var (enough, said) = Look(folder);
        if (!enough)
            throw new LabEnvironmentException(said);
    }
}
