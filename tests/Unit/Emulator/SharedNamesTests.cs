using System.Text;
using ActiveActive.Engine;
using Xunit;

namespace ActiveActive.UnitTests.Emulator;

/// <summary>Names that come again and again.</summary>
public sealed class SharedNamesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("pk")]
    [InlineData("größe")]
    [InlineData("a name that is longer than those which are kept, and so is made anew each time")]
    public void It_is_the_text_of_its_bytes(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        Assert.Equal(name, SharedNames.Of(bytes));
        Assert.Equal(name, SharedNames.Of(bytes));
    }

    [Fact]
    public void The_same_name_is_one_string() =>
        Assert.Same(SharedNames.Of("once-and-again"u8), SharedNames.Of("once-and-again"u8));

    [Fact]
    public void Names_that_share_a_slot_are_told_apart()
    {
        // More names than slots: some must meet.
        for (var i = 0; i < 10_000; i++)
            Assert.Equal($"name-{i}", SharedNames.Of(Encoding.UTF8.GetBytes($"name-{i}")));
    }
}
