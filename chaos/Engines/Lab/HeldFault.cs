using ActiveActive.Contracts;
using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>A fault of the lab from its injection to its recovery.</summary>
internal sealed record HeldFault(ActiveFault Fault, Target Target, FaultKind Kind)
{
    /// <summary>The region that lost its writer by this fault; null where none did.</summary>
    public Region? Lost { get; init; }

    /// <summary>What history says of it.</summary>
    public HistoryEvent Event(string what, string? detail) => new(what)
    {
        Fault = Fault.Id, Target = Fault.Target, Kind = Fault.Kind, By = Fault.By, Region = Lost?.Name, Detail = detail,
    };
}
