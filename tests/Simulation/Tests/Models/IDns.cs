using ActiveActive.Contracts;

namespace ActiveActive.SimulationTests.Models;

/// <summary>Router and resolver as a script operates them: the simulator's, or the shipped ones over UDP.</summary>
internal interface IDns
{
    /// <summary>The region that the resolver leads to, or that it could not be resolved.</summary>
    Task<string> AskAsync(string name);

    /// <summary>Time passes for the resolver.</summary>
    Task WaitAsync(TimeSpan time);

    /// <summary>A region is switched off or on.</summary>
    Task SwitchAsync(Region region, bool offline);

    /// <summary>A writer moves.</summary>
    Task MoveAsync(string name, Region region);

    /// <summary>The router ends.</summary>
    Task EndAsync();
}
