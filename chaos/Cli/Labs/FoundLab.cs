using ActiveActive.Controller;

namespace ActiveActive.Cli.Labs;

/// <summary>A lab that runs.</summary>
/// <param name="State">How to talk to it.</param>
/// <param name="OwnDisk">True when it does not share this command's disk: records are handed over, and runs fetched.</param>
internal sealed record FoundLab(LabState State, bool OwnDisk);
