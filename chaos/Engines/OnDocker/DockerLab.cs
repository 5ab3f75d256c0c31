using ActiveActive.Engines.Lab;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.OnDocker;

/// <summary>
/// The lab in containers. Stop, kill, pause and disconnect are the Docker API's, by which a person does the same by hand.
/// </summary>
public static class DockerLab
{
    /// <summary>A lab on the containers that bear its label; nothing is asked of Docker yet.</summary>
    /// <exception cref="LabEnvironmentException">An option is wrong, or a folder cannot be used.</exception>
    public static ILab Create(DockerLabOptions options, TimeProvider time)
    {
        if (options.Validate() is { } problem)
            throw new LabEnvironmentException(problem);
        try
        {
            return new RunningLab(new DockerEngine(options, time), time);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new LabEnvironmentException($"the lab's folders cannot be used: {unusable.Message}", unusable);
        }
    }
}
