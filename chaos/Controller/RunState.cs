using System.Text.Json.Serialization;

namespace ActiveActive.Controller;

/// <summary>Where a run stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>It goes on.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It ended with a verdict.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended,

    /// <summary>It was ended before its end; what it left is judged, and is never a Pass.</summary>
    [JsonStringEnumMemberName("aborted")]
    Aborted,

    /// <summary>It could not be run: the lab was not at rest, or the controller failed.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Its folder holds no verdict: it goes on in another lab, or its controller was killed.</summary>
    [JsonStringEnumMemberName("unfinished")]
    Unfinished,
}
