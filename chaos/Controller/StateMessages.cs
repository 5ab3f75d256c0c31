using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>A component and why it is as it is.</summary>
/// <param name="Name">As fail and recover take it.</param>
/// <param name="State">ProcessRecords, FailedDependency or FailedProcessing.</param>
/// <param name="Reasons">What it says itself, and the faults that hold on it or on what it lives on; empty when it works.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="ProcessId">Of a process that runs.</param>
/// <param name="Container">The name of its container, where it is one.</param>
public sealed record ComponentView(string Name, string State, IReadOnlyList<string> Reasons, string Address, int? ProcessId, string? Container);

/// <summary>A stage in both regions.</summary>
/// <param name="Stage">inbound, preprocess, core, postprocess or outbound.</param>
/// <param name="Regions">What it has in each, by the region's name.</param>
public sealed record StageView(string Stage, IReadOnlyDictionary<string, StageCounts> Regions);

/// <summary>A stage in one region; a number is null where nobody answered.</summary>
/// <param name="Waiting">Messages in its in-queue, of every kind.</param>
/// <param name="Rows">Records that it has stored, or that replication has brought.</param>
/// <param name="State">Its container's.</param>
public sealed record StageCounts(long? Waiting, long? Rows, string? State);
