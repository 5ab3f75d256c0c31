using System.Text.Json;
using ActiveActive.ConformanceTests;
using Xunit;

namespace ActiveActive.ClientTests;

/// <summary>
/// Two emulators that know each other as regions, for one play of one client. What was called in the first is in its request log:
/// the emulator says which operations a script has played, not the script.
/// </summary>
internal sealed class Regions : IAsyncDisposable
{
    private readonly string _log = Path.Combine(Directory.CreateTempSubdirectory("aa-clients-").FullName, "calls");

    private Regions()
    {
        var (east, west) = (DynamoDbServer.FreeAddress("127.77.9.1"), DynamoDbServer.FreeAddress("127.77.9.2"));
        East = new DynamoDbServer("us-east-1", east, $"us-west-2=http://{west}").With("AA_EMULATOR__REQUESTLOG", _log);
        West = new DynamoDbServer("us-west-2", west, $"us-east-1=http://{east}");
    }

    public DynamoDbServer East { get; }

    public DynamoDbServer West { get; }

    public static async Task<Regions> Start()
    {
        var regions = new Regions();
        await Task.WhenAll(regions.East.Start(), regions.West.Start());
        return regions;
    }

    /// <summary>
    /// Ends the first region and asserts that every operation of these services that the emulator has was called with success, but
    /// for those that the client does not know.
    /// </summary>
    /// <param name="services">sqs, dynamodb, dynamodbstreams.</param>
    /// <param name="known">What the client knows, in its own spelling.</param>
    public async Task AllWasPlayed(string[] services, IEnumerable<string> known)
    {
        // An answered call is in the log once the emulator has ended.
        Assert.Equal(0, await East.Stop());
        var calls = (await File.ReadAllLinesAsync(_log)).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        var played = calls.Where(c => !c.TryGetProperty("error", out _)).Select(c => c.GetProperty("operation").GetString()!).ToHashSet(StringComparer.Ordinal);
        var spelled = known.Select(Plain).ToHashSet(StringComparer.Ordinal);
        var there = services.SelectMany(s => OperationsTable.There[s]).ToArray();
        Assert.DoesNotContain(there, o => spelled.Contains(Plain(o)) && !played.Contains(o));
        // A list that could not be read would ask for nothing.
        Assert.InRange(there.Count(o => spelled.Contains(Plain(o))), there.Length - OperationsTable.Younger.Count, there.Length);
        Assert.DoesNotContain(there, o => !spelled.Contains(Plain(o)) && !OperationsTable.Younger.Contains(o));
        Assert.DoesNotContain(calls, c => c.GetProperty("status").GetInt32() >= 500);
    }

    public async ValueTask DisposeAsync()
    {
        await East.DisposeAsync();
        await West.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_log)!, recursive: true);
    }

    // The AWS CLI writes send-message for SendMessage.
    private static string Plain(string operation) => operation.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
