namespace ActiveActive.AwsEmulator.Faults;

/// <summary>The answer to POST /_lab/faults.</summary>
/// <param name="Id">What DELETE /_lab/faults/ID takes.</param>
public sealed record FaultCreated(string Id);
