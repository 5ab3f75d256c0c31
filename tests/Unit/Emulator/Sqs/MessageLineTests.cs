using ActiveActive.Engine.Sqs;
using Xunit;

namespace ActiveActive.UnitTests.Emulator.Sqs;

/// <summary>A line of messages against a sorted set, which is what it stands for.</summary>
public sealed class MessageLineTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.1)]
    [InlineData(3, 0.5)]
    [InlineData(4, 1.0)]
    public void It_gives_what_a_sorted_set_gives(int seed, double outOfOrder)
    {
        var chance = new Random(seed);
        var line = new MessageLine(m => m.VisibleAt.UtcTicks);
        var model = new SortedSet<QueuedMessage>(Comparer<QueuedMessage>.Create(
            (a, b) => a.VisibleAt != b.VisibleAt ? a.VisibleAt.CompareTo(b.VisibleAt) : a.Order.CompareTo(b.Order)));
        for (var step = 1; step <= 4000; step++)
        {
            // Grows for a while, then shrinks to nothing, again and again.
            if (model.Count == 0 || chance.NextDouble() < (step / 500 % 2 == 0 ? 0.7 : 0.3))
            {
                var at = chance.NextDouble() < outOfOrder ? chance.Next(step) : step;
                var message = Message(step, Begin.AddSeconds(at / 3));
                line.Add(message);
                model.Add(message);
            }
            else
            {
                var gone = chance.Next(3) == 0 ? model.ElementAt(chance.Next(model.Count)) : model.Min!;
                line.Remove(gone);
                model.Remove(gone);
            }

            Assert.Equal(model.Count, line.Count);
            Assert.Same(model.Min, line.First);
            if (step % 100 == 0)
                Assert.Equal(model, line);
        }
    }

    [Fact]
    public void What_is_not_in_it_cannot_be_taken_out()
    {
        var line = new MessageLine(m => m.Order);
        line.Add(Message(2, Begin));
        Assert.Throws<InvalidOperationException>(() => line.Remove(Message(1, Begin)));
        Assert.Throws<InvalidOperationException>(() => line.Remove(Message(2, Begin)));
        Assert.Single(line);
    }

    [Fact]
    public void Cleared_it_begins_anew()
    {
        var line = new MessageLine(m => m.Order);
        line.Add(Message(2, Begin));
        line.Add(Message(1, Begin));
        line.Clear();
        Assert.Empty(line);
        Assert.Null(line.First);
        line.Add(Message(1, Begin));
        Assert.Single(line);
    }

    private static QueuedMessage Message(long order, DateTimeOffset visibleAt) => new()
    {
        Order = order,
        Id = Guid.Empty,
        Content = "m",
        Attributes = new Dictionary<string, MessageAttribute>(),
        Group = null,
        Sent = Begin,
        Source = null,
        VisibleAt = visibleAt,
    };
}
