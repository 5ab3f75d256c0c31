using System.Text;
using System.Text.Json;

namespace ActiveActive.ConformanceTests.Durability;

/// <summary>
/// The one way in which a load talks to an emulator that is going to be killed. It counts what was acknowledged, so that a kill
/// can fall after so many calls, and it tells the two failures apart: no answer means that the call is unknown, an error in the
/// answer is a violation, because no call of a load may be refused.
/// </summary>
internal sealed class KilledClient(string address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(5) };
    private readonly Lock _gate = new();
    private TaskCompletionSource _reached = new();
    private long _goal = long.MaxValue;
    private long _acknowledged;
    private long _unknown;

    /// <summary>Calls that were answered with success so far.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Calls whose answer never came.</summary>
    public long Unknown => Interlocked.Read(ref _unknown);

    /// <summary>Completes when so many more calls have been acknowledged, or when the workers have ended before.</summary>
    public Task After(int calls)
    {
        lock (_gate)
        {
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _goal = _acknowledged + calls;
            if (calls == 0)
                _reached.SetResult();
            return _reached.Task;
        }
    }

    /// <summary>The answer's body.</summary>
    /// <exception cref="UnknownOutcomeException">There was no answer.</exception>
    public async Task<JsonElement> Call(string target, object body)
    {
        var json = body as string ?? JsonSerializer.Serialize(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address));
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        request.Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.0");
        int status;
        string answer;
        try
        {
            using var response = await _http.SendAsync(request);
            (status, answer) = ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception killed) when (killed is HttpRequestException or IOException)
        {
            Interlocked.Increment(ref _unknown);
            throw new UnknownOutcomeException(killed);
        }

        if (status != 200)
            throw new LossException($"{target} was refused: {status} {answer} for {(json.Length > 500 ? json[..500] + "…" : json)}");
        lock (_gate)
        {
            if (++_acknowledged == _goal)
                _reached.TrySetResult();
        }

        return answer.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(answer);
    }

    public void Dispose() => _http.Dispose();
}
