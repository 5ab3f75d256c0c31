using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Replication;
using ActiveActive.AwsEmulator.Storage;
using ActiveActive.Hosting;

return await args.RunLabServiceAsync(builder =>
{
    builder.AddLabDefaults();
    var data = builder.Configuration["Emulator:Data"]!;
    Directory.CreateDirectory(data);
    builder.Services.AddSingleton<IJournal>(s => s.GetRequiredService<Journal>());
    builder.Services.AddSingleton(s => new Journal(data, new FileDisk(), new JournalOptions(), TimeProvider.System, s.GetRequiredService<ILogger<Journal>>()));
    builder.Services.AddSingleton<TrialGate>();
    builder.Services.AddSingleton<ITableGate>(s => s.GetRequiredService<TrialGate>());
    builder.AddDynamoDb(builder.Configuration["Emulator:Region"]!);
    var app = builder.Build().MapLabDefaults();
    app.Services.GetRequiredService<Journal>().Start(app.Services.GetServices<IDurablePart>());
    app.MapReplication();
    app.MapPost("/", c => c.RequestServices.GetRequiredService<DynamoApi>().Handle(c, c.Request.Headers["X-Amz-Target"].ToString()));
    var gate = app.Services.GetRequiredService<TrialGate>();
    app.MapPost("/_lab/faults", async (HttpContext c) => { using var d = await System.Text.Json.JsonDocument.ParseAsync(c.Request.Body); var r = d.RootElement; gate.Add(r.GetProperty("resource").GetString()!, r.GetProperty("kind").GetString()!, r.GetProperty("delayMilliseconds").GetInt32()); });
    app.MapDelete("/_lab/faults", (HttpContext c) => { gate.Clear(); return Task.CompletedTask; });
    app.MapGet("/_lab/faults", (HttpContext c) => c.Response.WriteAsync("[\"" + gate.Text() + "\"]"));
    return app;
});

internal sealed class TrialGate(TimeProvider time, ActiveActive.Contracts.History.IHistory history) : ITableGate
{
    private readonly Lock _lock = new();
    private List<(string Resource, string Kind, int Delay)> _active = [];
    private TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public void Add(string resource, string kind, int delay) { lock (_lock) _active = [.. _active, (resource, kind, delay)]; }
    public void Clear() { TaskCompletionSource ended; lock (_lock) { _active = []; ended = _ended; _ended = new(TaskCreationOptions.RunContinuationsAsynchronously); } ended.SetResult(); }
    public string Text() { lock (_lock) return string.Join(",", _active.Select(a => a.Resource)); }
    public async Task Enter(string resource, string operation, CancellationToken aborted)
    {
        (string Resource, string Kind, int Delay) fault; Task ended;
        lock (_lock) { fault = _active.FirstOrDefault(a => a.Resource == resource); ended = _ended.Task; }
        if (fault.Kind is null) return;
        if (fault.Kind == "slow") { await Task.Delay(TimeSpan.FromMilliseconds(fault.Delay), time, aborted); return; }
        history.Write(new ActiveActive.Contracts.History.HistoryEvent("faulted") { Operation = operation, Store = resource });
        if (fault.Kind == "hang") await ended.WaitAsync(aborted);
        throw new TableFaultedException("held");
    }
    public bool Holds(string resource) { lock (_lock) return _active.Any(a => a.Resource == resource && a.Kind != "slow"); }
}
