using ActiveActive.Scenarios;

namespace ActiveActive.Controller;

/// <summary>Makes the lab that a controller owns; what it runs on is the factory's business.</summary>
public interface ILabFactory
{
    /// <summary>processes or docker.</summary>
    string Engine { get; }

    /// <summary>Makes a lab that is not started yet.</summary>
    /// <exception cref="LabEnvironmentException">The machine stands in the way; the message says what to do.</exception>
    ILab Create();
}
