using ActiveActive.Contracts;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>One part of a mixed load over many lives of one emulator, which remembers what it was told and judges what it finds.</summary>
internal interface IKilledLoad
{
    /// <summary>Makes its queues or tables, and says how many workers it has.</summary>
    Task<int> Prepare();

    /// <summary>One step of a worker: a call or a few. Ends in <see cref="UnknownOutcomeException"/> when the emulator is gone.</summary>
    Task Step(int worker, SeededChance chance);

    /// <summary>After a restart, with no worker at work. The last time it may take everything out.</summary>
    /// <exception cref="LossException">Something acknowledged is gone, or something deleted is back.</exception>
    Task Check(bool last);
}
