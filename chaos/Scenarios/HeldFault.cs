using ActiveActive.Contracts.History;
using ActiveActive.Faults;
using ActiveActive.Scenarios;

namespace ActiveActive.Engines.Lab;

/// <summary>A fault of the lab from its injection to its recovery.</summary>
internal sealed record HeldFault(ActiveFault Fault, Target Target, FaultKind Kind)
{
    /// <summary>What history says of it.</summary>
    public HistoryEvent Event(string what, string? detail) => new(what)
    {
        Fault = Fault.Id, Target = Fault.Target, Kind = Fault.Kind, By = Fault.By, Region = Fault.Lost, Detail = detail,
    };
}
