namespace ActiveActive.ConformanceTests.GlobalTables;

/// <summary>One write as its writer saw it. Times are of one clock for all writers.</summary>
/// <param name="Key">Which item.</param>
/// <param name="Value">What was put, unique in a history; null for a delete.</param>
/// <param name="Region">Where.</param>
/// <param name="Begun">Before it was sent.</param>
/// <param name="Acknowledged">After it was answered; null when it was not: it may have happened, at any time, or not.</param>
internal sealed record Write(string Key, string? Value, string Region, long Begun, long? Acknowledged);
