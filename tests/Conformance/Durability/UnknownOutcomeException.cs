namespace ActiveActive.ConformanceTests.Durability;

/// <summary>A call had no answer: it may have happened or not, and both are right afterwards.</summary>
public sealed class UnknownOutcomeException(Exception cause) : Exception("no answer came", cause);
