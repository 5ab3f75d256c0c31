using ActiveActive.Controller;
using ActiveActive.Scenarios;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>What a run says is bounded in memory, and a reader misses no step for it.</summary>
public sealed class RunJournalTests
{
    private const int DeadlineMilliseconds = 30_000;

    private readonly RunJournal _journal = new();

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Of_many_statuses_a_late_reader_is_given_the_last_in_its_place()
    {
        var stop = TestContext.Current.CancellationToken;
        Step("one");
        for (var delivered = 1; delivered <= 5; delivered++)
            _journal.Write(new RunProgress { Status = new LabStatus("processes", DateTimeOffset.UnixEpoch, [], [], [], [], delivered) });
        Step("two");
        _journal.Write(new RunEvent { Error = "over" });
        _journal.Write(new RunEvent { Step = "after the end" });
        var read = await _journal.ReadAsync(0, stop).ToListAsync(stop);
        Assert.Equal(["1 step", "6 status", "7 step", "8 error"], read.Select(e => $"{e.EventId} {e.EventType}"));
        Assert.Equal(5, read[1].Data.Status!.Delivered);
        Assert.Equal(["one", "two"], _journal.Steps);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_reader_who_waits_is_given_every_step_as_it_comes()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var reader = _journal.ReadAsync(0, stop).GetAsyncEnumerator(stop);
        foreach (var said in new[] { "one", "two", "three" })
        {
            var next = reader.MoveNextAsync();
            Assert.False(next.IsCompleted);
            Step(said);
            Assert.True(await next);
            Assert.Equal(said, reader.Current.Data.Step);
        }
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task Of_more_than_is_kept_the_first_are_lost_and_the_numbers_tell()
    {
        var stop = TestContext.Current.CancellationToken;
        for (var i = 0; i < 10_050; i++)
            Step("again");
        _journal.Write(new RunEvent { Error = "over" });
        var read = await _journal.ReadAsync(0, stop).ToListAsync(stop);
        Assert.Equal((10_000, "52", "error"), (read.Count, read[0].EventId, read[^1].EventType));
    }

    private void Step(string said) => _journal.Write(new RunProgress { Step = said });
}
