using System.Text.Json.Serialization;

namespace ActiveActive.AwsEmulator.Faults;

/// <summary>How faults are written and read: camel case; a member that nobody knows is a mistake, not a comment.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FaultRequest))]
[JsonSerializable(typeof(FaultCreated))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(IReadOnlyList<FaultReport>))]
internal sealed partial class FaultJson : JsonSerializerContext;
