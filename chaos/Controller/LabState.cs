namespace ActiveActive.Controller;

/// <summary>What lab.json says of a running lab.</summary>
/// <param name="Pid">The controller's process.</param>
/// <param name="Url">Where its HTTP API is: http://127.0.0.1:8080.</param>
/// <param name="Token">What every call must bear.</param>
/// <param name="Engine">processes or docker.</param>
/// <param name="StartedAt">When all its components were healthy.</param>
/// <param name="DataFolder">Where its components keep their data.</param>
/// <param name="PublishedPort">The port of the machine that leads to the API, when that is in a container; null when it is the URL's.</param>
public sealed record LabState(
    int Pid, string Url, string Token, string Engine, DateTimeOffset StartedAt, string DataFolder, int? PublishedPort = null);
