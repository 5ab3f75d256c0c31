namespace ActiveActive.Engines.OnDocker;

/// <summary>Which containers are the lab's, and where their volumes are mounted here.</summary>
public sealed record DockerLabOptions
{
    /// <summary>The label that bears <see cref="Lab"/>: nothing without it is ever touched.</summary>
    public const string LabLabel = "activeactive.lab";

    /// <summary>The label that names the component: r1/inbound.</summary>
    public const string ComponentLabel = "activeactive.component";

    /// <summary>The label of a network, by its name in docker-compose.yml: region1, region2, interregion or lab.</summary>
    public const string NetworkLabel = "activeactive.network";

    /// <summary>The value of <see cref="LabLabel"/> on this lab's containers and networks; in Compose the project's name.</summary>
    public string Lab { get; init; } = "";

    /// <summary>The Docker API's socket.</summary>
    public string Socket { get; init; } = "unix:///var/run/docker.sock";

    /// <summary>Folder of the lab's own state, which outlives the controller.</summary>
    public string StateFolder { get; init; } = "/state";

    /// <summary>Folder where every component writes its history.</summary>
    public string HistoryFolder { get; init; } = "/history";

    /// <summary>The destination's delivery log.</summary>
    public string DeliveryLog { get; init; } = "/destination/deliveries.jsonl";

    /// <summary>The password of all PostgreSQL roles of the lab, whose instances publish no port.</summary>
    public string Password { get; init; } = "";

    /// <summary>How long the lab may take to come together.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Says what is wrong, or null.</summary>
    public string? Validate() => this switch
    {
        { Lab.Length: 0 } => "Docker:Lab is missing: the value of the label activeactive.lab on this lab's containers",
        { Password.Length: 0 } => "Docker:Password is missing: the password of the lab's PostgreSQL instances",
        { StartDeadline: var deadline } when deadline <= TimeSpan.Zero => $"Docker:StartDeadline {deadline} is not above zero",
        _ => null,
    };
}
