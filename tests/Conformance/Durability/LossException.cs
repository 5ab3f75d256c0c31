namespace ActiveActive.ConformanceTests.Durability;

/// <summary>What the emulator holds after a kill contradicts what it had acknowledged.</summary>
public sealed class LossException(string what) : Exception(what);
