using System.Text.Json.Nodes;
using ActiveActive.ScenarioTests.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>What a run leaves behind for scripts and for people, and what can be done to a lab that stays up.</summary>
[Collection(AaCollection.Name)]
public sealed class KeptLabTests(KeptLab lab) : IClassFixture<KeptLab>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private string FirstFolder => lab.First.Json()["runFolder"]!.GetValue<string>();

    [Fact]
    public void Json_is_one_object_with_every_promised_member_and_progress_goes_to_standard_error()
    {
        var result = lab.First.Json();
        Assert.Equal(
            ["confirmed", "delivered", "duplicates", "engine", "faults", "figures", "lost", "published", "replayed", "runFolder", "scenario", "seconds", "seed", "verdict", "violations"],
            result.Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal("Pass", result["verdict"]!.GetValue<string>());
        Assert.Equal("baseline", result["scenario"]!.GetValue<string>());
        Assert.Equal("processes", result["engine"]!.GetValue<string>());
        Assert.Equal((11, 30, 30, 0, 0), (Number("seed"), Number("published"), Number("delivered"), Number("lost"), Number("replayed")));
        Assert.Empty(result["faults"]!.AsArray());
        Assert.Empty(result["violations"]!.AsArray());
        Assert.Contains("batch 3 was delivered", lab.First.Errors, StringComparison.Ordinal);

        long Number(string member) => result[member]!.GetValue<long>();
    }

    [Fact]
    public void The_run_folder_holds_the_plan_the_history_the_stores_the_verdict_and_the_logs()
    {
        string[] stores = [.. from region in (string[])["r1", "r2"] from stage in (string[])["inbound", "preprocess", "core", "postprocess", "outbound"] select $"stores/{region}-{stage}.jsonl"];
        string[] expected = ["plan.json", "run.json", "records.jsonl", "history.jsonl", "verdict.json", "verdict.xml", "stores/deliveries.jsonl", "stores/queues.json", .. stores];
        Assert.All(expected, file => Assert.True(new FileInfo(Path.Combine(FirstFolder, file)) is { Exists: true, Length: > 0 }, file));
        Assert.All(stores, store => Assert.Equal(30, File.ReadLines(Path.Combine(FirstFolder, store)).Count()));
        Assert.Equal(19, Directory.GetFiles(Path.Combine(FirstFolder, "logs")).Length);
    }

    [Fact]
    public void The_users_own_records_are_delivered_byte_for_byte()
    {
        var given = File.ReadAllLines(Path.Combine(lab.Home.Work, "samples", "payments.jsonl"));
        Assert.Equal(30, given.Length);
        Assert.Equal(given.Order(StringComparer.Ordinal), Bodies("stores/deliveries.jsonl", "body").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_component_killed_by_hand_is_seen_and_recovered_and_the_kept_lab_takes_another_run()
    {
        var victim = (await StatusAsync())["components"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == "r1/core")!;
        var before = victim["processId"]!.GetValue<int>();
        await Tool.RunAsync("kill", ["-KILL", $"{before}"]);
        await WaitFor.ConditionAsync(
            async () => (await StatusAsync())["faults"]!.AsArray().Any(f => f!["target"]!.GetValue<string>() == "r1/core" && f["by"]!.GetValue<string>() == "hand"),
            Soon, "the kill to be seen as done by hand");
        Assert.Equal("Recovered: r1/core\n", (await lab.Aa.RunAsync("recover all")).EndedWith(0).Output);
        await WaitFor.ConditionAsync(async () => (await StatusAsync())["healthy"]!.GetValue<bool>(), Soon, "the lab to be healthy again");
        var after = await StatusAsync();
        Assert.NotEqual(before, after["components"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == "r1/core")!["processId"]!.GetValue<int>());

        var second = (await lab.Aa.RunAsync("run baseline --seed 12 --json")).EndedWith(0).Json();
        Assert.Equal("Pass", second["verdict"]!.GetValue<string>());
        var folder = second["runFolder"]!.GetValue<string>();
        Assert.Equal(
            Lines(Path.Combine(FirstFolder, "records.jsonl")).Select(l => l["id"]!.GetValue<string>()).Except(
                Lines(Path.Combine(folder, "records.jsonl")).Select(l => l["id"]!.GetValue<string>())),
            []);

        // Judged again from what is on disk, by the path relative to where the user stands.
        var relative = Path.GetRelativePath(lab.Home.Work, folder);
        Assert.Contains("Pass", (await lab.Aa.RunAsync("check", relative)).EndedWith(0).Output, StringComparison.Ordinal);
        Assert.Equal("Pass", (await lab.Aa.RunAsync("check", relative, "--json")).EndedWith(0).Json()["verdict"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_fault_with_a_duration_shows_in_status_and_ends_by_itself()
    {
        var failed = (await lab.Aa.RunAsync("fail r2/postprocess-outbound-queue --kind refuse --for 3s")).EndedWith(0);
        Assert.Contains("It ends by itself in 3 s.", failed.Output, StringComparison.Ordinal);
        Assert.Contains("r2/postprocess-outbound-queue", (await StatusAsync())["faults"]!.ToJsonString(), StringComparison.Ordinal);
        await WaitFor.ConditionAsync(async () => (await StatusAsync())["faults"]!.AsArray().Count == 0, Soon, "the fault to end by itself");
    }

    [Fact]
    public async Task The_same_records_are_refused_a_second_time_because_a_record_is_never_sent_twice()
    {
        var refused = (await lab.Aa.RunAsync("run baseline --records samples/payments.jsonl --json")).EndedWith(2);
        Assert.Empty(refused.Output);
        Assert.Contains("'pay-0001' was given to this lab before", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_lab_on_the_same_addresses_is_refused_and_told_who_has_them()
    {
        var other = Directory.CreateDirectory(Path.Combine(lab.Home.Work, "other-home"));
        var refused = (await lab.Home.Aa(("AA_HOME", other.FullName)).RunAsync("run baseline")).EndedWith(2);
        Assert.Contains($"127.{lab.Home.Net}.x.x", refused.Errors, StringComparison.Ordinal);
        Assert.Contains(lab.Home.OwnHome, refused.Errors, StringComparison.Ordinal);
        Assert.Contains("AA_NET", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_on_a_lab_that_is_up_says_where_it_is()
    {
        Assert.StartsWith("The lab is up: http://127.0.0.1:", (await lab.Aa.RunAsync("up")).EndedWith(0).Output, StringComparison.Ordinal);
        Assert.Contains("this lab's", (await lab.Aa.RunAsync("doctor")).EndedWith(0).Output, StringComparison.Ordinal);
    }

    private async Task<JsonObject> StatusAsync() => (await lab.Aa.RunAsync("status --json")).EndedWith(0).Json();

    private IEnumerable<string> Bodies(string file, string member) => Lines(Path.Combine(FirstFolder, file)).Select(l => l[member]!.GetValue<string>());

    private static IEnumerable<JsonNode> Lines(string path) => File.ReadLines(path).Select(l => JsonNode.Parse(l)!);
}
