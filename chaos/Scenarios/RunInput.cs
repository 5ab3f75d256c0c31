using ActiveActive.Faults.Storm;
using ActiveActive.Scenarios.Records;

namespace ActiveActive.Scenarios;

/// <summary>What a request publishes: so many batches, or as many as a storm's time and rate need.</summary>
public static class RunInput
{
    /// <summary>Checks the request's records, and the user's file to its end.</summary>
    /// <exception cref="UnusableInputException">They cannot be used.</exception>
    public static async Task<RecordInput> OfAsync(Scenario scenario, RunRequest request, string runId, CancellationToken cancellation)
    {
        if (scenario is not Storm)
        {
            return request.Records is { } own
                ? await RecordInput.FromFileAsync(own, request.Batches, cancellation)
                : RecordInput.Random(runId, request.Seed, request.Batches, request.BatchSize);
        }

        var records = (request.Storm ?? new StormOptions()).Records;
        return request.Records is { } file
            ? await RecordInput.PacedFromFileAsync(file, records, request.BatchSize, cancellation)
            : RecordInput.Random(runId, request.Seed, BatchPlan.Paced(records, request.BatchSize));
    }
}
