using ActiveActive.Hosting;

namespace ActiveActive.AwsEmulator.Init;

/// <summary>The file of queues and tables cannot be carried out; the message says where in it and why. Nothing of it was done.</summary>
public sealed class ResourceFileException(string file, string place, string problem)
    : CannotStartException($"Emulator:Resources {file}, {place}: {problem}; nothing of the file was done");
