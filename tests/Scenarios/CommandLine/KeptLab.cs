using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>A lab that 'aa run --keep' left up after the user's own records went through it; several tests share it.</summary>
public sealed class KeptLab : IAsyncLifetime
{
    private LabHome? _home;
    private AaRun? _first;

    /// <summary>Its folders and processes.</summary>
    public LabHome Home => _home!;

    /// <summary>The program.</summary>
    public AaProgram Aa => Home.Aa();

    /// <summary>The run that left it up.</summary>
    public AaRun First => _first!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _home = await LabHome.CreateAsync();
        _first = (await Aa.RunAsync("run baseline --records samples/payments.jsonl --seed 11 --keep --json")).EndedWith(0);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_home is null)
            return;
        await using (_home)
            (await Aa.RunAsync("down")).EndedWith(0);
    }
}
