namespace ActiveActive.ScenarioTests.Processes;

/// <summary>Waits for a named condition.</summary>
internal static class WaitFor
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Polls until <paramref name="condition"/> holds; fails with its name at the deadline.</summary>
    public static Task ConditionAsync(Func<bool> condition, TimeSpan deadline, string name) =>
        ConditionAsync(() => Task.FromResult(condition()), deadline, name);

    /// <summary>Polls until <paramref name="condition"/> holds; fails with its name at the deadline.</summary>
    /// <param name="interval">Between two looks; short when left out, so give one for a look that costs something.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> ConditionAsync(Func<Task<bool>> condition, TimeSpan deadline, string name, TimeSpan? interval = null)
    {
        var time = TimeProvider.System;
        var from = time.GetTimestamp();
        while (!await condition())
        {
            if (time.GetElapsedTime(from) > deadline)
                throw new TimeoutException($"waited {deadline.TotalSeconds:0.#} s for {name}");
            await Task.Delay(interval ?? Interval, time);
        }

        return time.GetElapsedTime(from);
    }
}
