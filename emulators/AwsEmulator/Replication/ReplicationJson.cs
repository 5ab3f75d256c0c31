using System.Text.Json.Serialization;

namespace ActiveActive.AwsEmulator.Replication;

/// <summary>How GET /_lab/replication is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<ReplicaStatus>))]
public sealed partial class ReplicationJson : JsonSerializerContext;
