using ActiveActive.Contracts.History;
using ActiveActive.Faults;

namespace ActiveActive.Scenarios;

/// <summary>A fault of the lab from its injection to its recovery.</summary>
public sealed record HeldFault(ActiveFault Fault, Target Target, FaultKind Kind)
{
    /// <summary>What history says of it.</summary>
    public HistoryEvent Event(string what, string? detail) => new(what)
    {
        Fault = Fault.Id, Target = Fault.Target, Kind = Fault.Kind, By = Fault.By, Region = Fault.Lost, Detail = detail,
    };
}
