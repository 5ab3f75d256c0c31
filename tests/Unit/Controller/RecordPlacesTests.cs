using ActiveActive.Contracts.History;
using ActiveActive.Controller;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>Which records wait in which queue and since when, told from histories alone.</summary>
public sealed class RecordPlacesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly RecordPlaces _places = new();

    [Fact]
    public void A_message_is_as_old_as_the_time_since_it_was_accepted_until_it_is_removed()
    {
        _places.Learn("127.0.1.10", "r1");
        _places.Take(Event(HistoryEvents.Acknowledged, "record-source", "inbound", 0) with { Region = "127.0.1.10" });
        _places.Take(Event(HistoryEvents.Received, "r1/inbound", "inbound", 1));
        Assert.Equal(4, _places.OldestSeconds(Noon.AddSeconds(4))["r1/inbound"]);
        _places.Take(Event(HistoryEvents.Accepted, "r1/inbound", "inbound-preprocess", 2));
        _places.Take(Event(HistoryEvents.Removed, "r1/inbound", "inbound", 3));
        Assert.Equal(["r1/inbound-preprocess"], _places.OldestSeconds(Noon.AddSeconds(4)).Keys);
        Assert.Equal(1, _places.Acknowledged);
    }

    [Fact]
    public void Of_two_messages_the_older_one_counts_and_a_second_copy_makes_none_younger()
    {
        _places.Take(Event(HistoryEvents.Accepted, "r2/core", "core-postprocess", 0));
        _places.Take(Event(HistoryEvents.Accepted, "r2/core", "core-postprocess", 5));
        _places.Take(Event(HistoryEvents.Accepted, "r2/core", "core-postprocess", 6) with { Record = "b" });
        Assert.Equal(8, _places.OldestSeconds(Noon.AddSeconds(8))["r2/core-postprocess"]);
    }

    [Fact]
    public void What_a_queue_was_seen_not_to_hold_any_more_ages_no_further()
    {
        // Of the first nobody told that it was removed; the third came after the look began.
        _places.Take(Event(HistoryEvents.Accepted, "r1/core", "core-postprocess", 0));
        _places.Take(Event(HistoryEvents.Accepted, "r1/core", "core-postprocess", 5) with { Record = "b" });
        _places.Take(Event(HistoryEvents.Accepted, "r1/core", "core-postprocess", 9) with { Record = "c" });
        _places.Saw("r1/core-postprocess", 3, Noon.AddSeconds(8));
        Assert.Equal(10, _places.OldestSeconds(Noon.AddSeconds(10))["r1/core-postprocess"]);
        _places.Saw("r1/core-postprocess", 2, Noon.AddSeconds(8));
        Assert.Equal(5, _places.OldestSeconds(Noon.AddSeconds(10))["r1/core-postprocess"]);
        _places.Saw("r1/core-postprocess", 0, Noon.AddSeconds(8));
        Assert.Equal(1, _places.OldestSeconds(Noon.AddSeconds(10))["r1/core-postprocess"]);
    }

    [Fact]
    public void A_queue_of_a_host_that_nobody_knows_is_no_place()
    {
        var move = _places.Take(Event(HistoryEvents.Acknowledged, "record-source", "inbound", 0) with { Region = "10.0.0.1" });
        Assert.Null(move!.Queue);
        Assert.Empty(_places.OldestSeconds(Noon));
    }

    [Theory]
    [InlineData(HistoryEvents.Publishing)]
    [InlineData(HistoryEvents.Removing)]
    [InlineData(HistoryEvents.Started)]
    public void What_moves_no_record_is_no_move(string word) => Assert.Null(_places.Take(Event(word, "r1/core", "core-postprocess", 0)));

    private static HistoryEvent Event(string word, string component, string queue, int second) =>
        new(word) { Component = component, Record = "a", Queue = queue, At = Noon.AddSeconds(second) };
}
