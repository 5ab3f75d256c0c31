using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActiveActive.ScenarioTests.Processes;
using Xunit;

namespace ActiveActive.ScenarioTests.CommandLine;

/// <summary>What cannot be done ends with exit code 2, names the thing and says what would do; nothing is left running.</summary>
[Collection(AaCollection.Name)]
public sealed class BadInputTests : IAsyncLifetime
{
    private const string Good = """{"id":"a","amount":"1"}""";

    private LabHome _home = null!;

    /// <summary>Command lines, and what the message must name.</summary>
    public static TheoryData<string, string[]> CommandLines() => new()
    {
        { "run basline", ["'basline'", "did you mean baseline?"] },
        { "run everything", ["'everything'", "there are baseline, "] },
        { "run --nope", ["'--nope'", "run", "--help"] },
        { "nonsense", ["'nonsense'", "--help"] },
        { "run --batches 0", ["--batches 0", "at least"] },
        { "run f5 --batches 1", ["f5", "at least 2", "--batches"] },
        { "run --batches many", ["--batches", "'many'", "whole number"] },
        { "run --batch-size 0", ["--batch-size", "0"] },
        { "run --seed -1", ["--seed", "'-1'", "0 or more"] },
        { "run --engine podman", ["'podman'", "processes and docker"] },
        { "run --records nowhere.jsonl", ["nowhere.jsonl", "no such file", "aa records"] },
        { "run --report samples/payments.jsonl", ["--report", "payments.jsonl", "folder"] },
        { "run storm --duration 0", ["--duration", "more than 0 s"] },
        { "run storm --duration 25h", ["--duration", "at most a day"] },
        { "run storm --rate 0", ["--rate 0", "more than 0"] },
        { "run storm --rate fast", ["--rate", "'fast'", "number"] },
        { "run storm --faults-per-minute 100", ["--faults-per-minute 100", "60"] },
        { "run storm --at-once 0", ["--at-once 0", "at least 1"] },
        { "run storm --kinds explode", ["'explode'", "stop, kill, pause"] },
        { "run storm --targets r1/inbond", ["'r1/inbond'", "did you mean r1/inbound", "queues"] },
        { "run storm --kinds hang --targets containers", ["hang", "containers"] },
        { "run storm --batches 5", ["--batches", "--duration and --rate"] },
        { "run f5 --at-once 2", ["--at-once", "option of the storm"] },
        { "fail r1/inbond", ["'r1/inbond'", "did you mean r1/inbound"] },
        { "fail r1/inbound --kind explode", ["'explode'", "stop, kill, pause"] },
        { "fail r1/inbound-queue --kind kill", ["kill", "r1/inbound-queue", "refuse"] },
        { "fail r1/inbound --for long", ["'long'", "30s"] },
        { "fail r1/inbound --for 0s", ["'0s'", "30s"] },
        { "fail r1/inbound", ["no lab is running", "./aa up"] },
        { "recover all", ["no lab is running", "./aa up"] },
        { "status", ["no lab is running", "./aa up"] },
        { "run baseline --detach", ["no lab is running", "./aa up"] },
        { "run baseline --detach --keep", ["--keep", "--detach", "./aa down"] },
        { "follow", ["no lab is running", "./aa up"] },
        { "abort", ["no lab is running", "./aa up"] },
        { "runs nowhere elsewhere", ["nowhere", "runs/"] },
        { "runs nowhere", ["nowhere", "another run", "./aa report"] },
        { "check nowhere", ["nowhere", "runs/"] },
        { "check samples", ["samples", "not a run folder"] },
        { "emulator --port 70000", ["--port 70000", "65535"] },
        { "emulator --address here", ["--address 'here'", "IP address"] },
        { "emulator --data /proc/nowhere/data", ["--data /proc/nowhere/data", "another folder"] },
        { "bench emulator", ["--endpoint"] },
        { "bench emulator --endpoint here", ["--endpoint 'here'", "http://127.0.0.1:4566"] },
        { "bench emulator --endpoint http://127.0.0.1:1 --services s3", ["'s3'", "sqs, dynamodb"] },
        { "bench emulator --endpoint http://127.0.0.1:1 --connections 0", ["--connections '0'", "1024"] },
        { "bench emulator --endpoint http://127.0.0.1:1 --seconds 0", ["--seconds", "0.1"] },
        { "bench emulator --endpoint http://127.0.0.1:1 --rounds 0", ["--rounds", "100"] },
        { "bench emulator --endpoint http://127.0.0.1:1 --endpoint2 http://127.0.0.1:1", ["--endpoint2", "the same"] },
        { "records --count 0", ["0 records", "at least 1"] },
        { "records --format xml", ["'xml'", "jsonl and csv"] },
    };

    /// <summary>Files of records, and what the message must name beside the file.</summary>
    public static TheoryData<string, string[]> RecordFiles() => new()
    {
        { "empty", ["records"] },
        { "broken", ["line 2"] },
        { "duplicate", ["'a'", "line 3", "line 1"] },
        { "large", ["line 2"] },
        { "few", ["2 records", "3 batches"] },
    };

    [Theory]
    [MemberData(nameof(CommandLines))]
    public async Task A_command_line_that_cannot_be_done_names_what_is_wrong_with_it(string commandLine, string[] named)
    {
        var refused = await _home.Aa().RunAsync(commandLine);
        Refused(refused, named);
        // A seed is told of what is going to be run.
        Assert.StartsWith("error: ", refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RecordFiles))]
    public async Task A_file_that_cannot_be_published_is_refused_before_anything_starts(string what, string[] named)
    {
        _home.Write(what + ".jsonl", what switch
        {
            "empty" => "",
            "broken" => $"{Good}\n{{\"id\":\"b\",\n{{\"id\":\"c\"}}\n",
            "duplicate" => $"{Good}\n{{\"id\":\"b\"}}\n{Good}\n",
            "large" => $"{Good}\n{{\"id\":\"b\",\"text\":\"{new string('x', (1 << 20) + 1)}\"}}\n{{\"id\":\"c\"}}\n",
            _ => $"{Good}\n{{\"id\":\"b\"}}\n",
        });
        Refused(await _home.Aa().RunAsync($"run baseline --records {what}.jsonl --json"), [what + ".jsonl", .. named]);
        Assert.False(Directory.Exists(Path.Combine(_home.OwnHome, "data")), "no lab was to be begun");
    }

    [Theory]
    [InlineData("999")]
    [InlineData("-1")]
    [InlineData("one")]
    public async Task An_unusable_AA_NET_is_named(string net) =>
        Refused(await _home.Aa(("AA_NET", net)).RunAsync("doctor"), [$"AA_NET is '{net}'", "0 to 250"]);

    [Fact]
    public async Task Without_PostgreSQL_the_message_says_where_it_was_looked_for()
    {
        var aa = _home.Aa(("AA_POSTGRES_BIN", "/nonexistent"));
        Refused(await aa.RunAsync("run baseline"), ["AA_POSTGRES_BIN", "/nonexistent", "PostgreSQL 15"]);
        var doctor = (await aa.RunAsync("doctor")).EndedWith(2);
        Assert.Contains("MISSING PostgreSQL", doctor.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run baseline")]
    [InlineData("up")]
    public async Task An_address_in_use_is_named_before_anything_starts(string commandLine)
    {
        var taken = new IPEndPoint(IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.{_home.Net}.1.10")), 4566);
        using var holder = new TcpListener(taken);
        holder.Start();
        Refused(await _home.Aa().RunAsync(commandLine), [taken.ToString(), "in use", "AA_NET"]);
    }

    [Fact]
    public async Task A_home_that_cannot_be_made_is_named()
    {
        var file = _home.Write("a-file", "");
        Refused(await _home.Aa(("AA_HOME", file)).RunAsync("run baseline"), [file, "AA_HOME"]);
    }

    [Fact]
    public async Task A_disk_without_room_is_named()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a small file system");
        var full = Directory.CreateDirectory(Path.Combine(_home.Work, "full")).FullName;
        await Tool.RunAsync("mount", ["-t", "tmpfs", "-o", "size=12m,mode=755", "tmpfs", full]);
        try
        {
            Refused(await _home.Aa(("AA_HOME", full)).RunAsync("run baseline"), [full, "space", "AA_HOME"]);
        }
        finally
        {
            await _home.NothingIsLeftAsync();
            await Tool.RunAsync("umount", [full]);
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _home = await LabHome.CreateAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _home.DisposeAsync();

    private static void Refused(AaRun run, IEnumerable<string> named)
    {
        run.EndedWith(2);
        Assert.Empty(run.Output);
        Assert.Contains("error: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.All(named, name => Assert.Contains(name, run.Errors, StringComparison.Ordinal));
    }
}
