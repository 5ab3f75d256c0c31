namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>What a server answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
internal sealed record FuzzAnswer(int Status, byte[] Body);
