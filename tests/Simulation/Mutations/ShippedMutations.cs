namespace ActiveActive.Simulation.Mutations;

/// <summary>All mutations of shipped sources, in the order of the table.</summary>
public static class ShippedMutations
{
    /// <summary>All.</summary>
    public static IReadOnlyList<Mutation> All { get; } = [.. ServiceMutations.Worker, .. ServiceMutations.Source, .. ServiceMutations.Destination, .. ServiceMutations.Router, .. EngineMutations.Queues, .. EngineMutations.Table];
}
