namespace ActiveActive.Engine.DynamoDb.Operations;

/// <summary>A secondary index as a request asks for it.</summary>
/// <param name="Name">IndexName.</param>
/// <param name="Keys">KeySchema: name and HASH or RANGE, in order.</param>
/// <param name="Projection">ProjectionType, or null.</param>
/// <param name="NonKeyAttributes">NonKeyAttributes, or null.</param>
/// <param name="Local">A local index, else a global one.</param>
/// <param name="Throughput">ProvisionedThroughput, or null.</param>
public sealed record IndexRequest(
    string Name, IReadOnlyList<(string Name, string Role)> Keys, string? Projection, IReadOnlyList<string>? NonKeyAttributes,
    bool Local, (long Read, long Write)? Throughput);
