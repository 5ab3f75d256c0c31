using System.Text.Json.Serialization;
using ActiveActive.Spec;

namespace ActiveActive.Scenarios.RunFolders;

/// <summary>How the files of a run folder are written and read: camel case; a part that must be there and is not makes a file unreadable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunFacts))]
[JsonSerializable(typeof(RecordLine))]
[JsonSerializable(typeof(Sample))]
[JsonSerializable(typeof(StoreLine))]
[JsonSerializable(typeof(DeliveryLine))]
[JsonSerializable(typeof(QueueEntry[]))]
[JsonSerializable(typeof(IReadOnlyList<QueueContent>))]
internal sealed partial class RunFolderJson : JsonSerializerContext;
