using System.Text.Json.Serialization;

namespace ActiveActive.Spec;

/// <summary>What became of an invariant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingStatus>))]
public enum FindingStatus
{
    /// <summary>It holds, by the evidence named.</summary>
    Held,

    /// <summary>It does not hold; the violations say where.</summary>
    Violated,

    /// <summary>The evidence does not tell.</summary>
    Unknown,

    /// <summary>It does not hold yet: something was still on its way at the deadline.</summary>
    Waiting,
}
