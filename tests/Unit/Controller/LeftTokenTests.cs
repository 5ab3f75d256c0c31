using ActiveActive.Controller;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActiveActive.UnitTests.Controller;

/// <summary>The token and the address over the lives of controllers: a killed one's go on, that of one which ended in order does not.</summary>
public sealed class LeftTokenTests : IDisposable
{
    private const int DeadlineMilliseconds = 30_000;

    private readonly TemporaryFolder _folder = new();

    private string Home => _folder.File("home");

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_page_that_was_open_when_the_controller_was_killed_goes_on_with_the_next_one()
    {
        var killed = await StartAsync(TestContext.Current.CancellationToken);
        var left = await File.ReadAllBytesAsync(Path.Combine(Home, "lab.json"), TestContext.Current.CancellationToken);
        await killed.DisposeAsync();
        // As SIGKILL leaves it: the state lies there, and nobody holds the lock.
        await File.WriteAllBytesAsync(Path.Combine(Home, "lab.json"), left, TestContext.Current.CancellationToken);
        await using var next = await StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(killed.State.Token, next.State.Token);
        // The page asks where it was opened, whichever port that was.
        Assert.Equal(killed.State.Url, next.State.Url);
    }

    [Fact(Timeout = DeadlineMilliseconds)]
    public async Task A_token_ends_with_a_lab_that_ends_in_order()
    {
        var first = await StartAsync(TestContext.Current.CancellationToken);
        await first.DisposeAsync();
        await using var next = await StartAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(first.State.Token, next.State.Token);
    }

    [Theory(Timeout = DeadlineMilliseconds)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"pid":1,"url":"http://127.0.0.1:1","token":"short","engine":"processes","startedAt":"2026-01-01T00:00:00+00:00","dataFolder":"x"}""")]
    public async Task What_is_no_token_is_none(string left)
    {
        Directory.CreateDirectory(Home);
        await File.WriteAllTextAsync(Path.Combine(Home, "lab.json"), left, TestContext.Current.CancellationToken);
        await using var next = await StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(64, next.State.Token.Length);
    }

    public void Dispose() => _folder.Dispose();

    private Task<LabController> StartAsync(CancellationToken stop)
    {
        var lab = new FakeLab(new FakeTimeProvider());
        return LabController.StartAsync(
            new ControllerOptions { StateFolder = Home, DataFolder = _folder.File("data"), Port = 0 }, lab, _ => new StepRunner(lab), new Progress<string>(), stop);
    }
}
