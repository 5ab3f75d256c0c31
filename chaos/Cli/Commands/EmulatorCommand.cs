using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActiveActive.Scenarios;

namespace ActiveActive.Cli.Commands;

/// <summary>aa emulator: one AWS emulator alone, in the foreground, for anything that speaks to AWS.</summary>
internal static class EmulatorCommand
{
    private const string Component = "AwsEmulator";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>The command.</summary>
    public static Command Create(Surroundings here)
    {
        var address = new Option<string>("--address") { Description = "Address to listen on", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "Port to listen on", DefaultValueFactory = _ => 4566 };
        var region = new Option<string>("--region") { Description = "The AWS region that it is", DefaultValueFactory = _ => "us-east-1" };
        var data = new Option<string>("--data") { Description = "Folder of its data", DefaultValueFactory = _ => Path.Combine(here.Home, "emulator") };
        var command = new Command("emulator", "Run one AWS emulator alone") { address, port, region, data };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!IPAddress.TryParse(parsed.GetValue(address), out var listen))
                throw new UsageException($"--address '{parsed.GetValue(address)}' is not an IP address");
            if (parsed.GetValue(port) is < 1 or > 65535)
                throw new UsageException($"--port {parsed.GetValue(port)} is not a port; they go from 1 to 65535");
            var endpoint = new IPEndPoint(listen, parsed.GetValue(port));
            var name = parsed.GetValue(region)!;
            if (string.IsNullOrWhiteSpace(name))
                throw new UsageException("--region is empty; name one of AWS's, such as us-east-1");
            var folder = Folder(parsed.GetValue(data)!);
            if (LabAddresses.WhyNot(endpoint) is { } reason)
                throw new UsageException($"{endpoint} cannot be listened on: {reason.Message}; choose others with --address and --port");
            var greeting = $"http://{endpoint} is AWS {name}, with its data in {folder}; Ctrl-C ends it";
            return await RunAsync(
                Start(here, endpoint, name, folder),
                emulator => GreetAsync(emulator, endpoint, greeting, parsed.InvocationConfiguration.Error, here.Time, cancellation),
                cancellation);
        });
        return command;
    }

    private static ProcessStartInfo Start(Surroundings here, IPEndPoint endpoint, string region, string data)
    {
        var program = Path.Combine(here.BinFolder, Component, "release", $"ActiveActive.{Component}");
        if (!File.Exists(program))
            throw new LabEnvironmentException(string.Create(CultureInfo.InvariantCulture, $"{program} is not built; './aa' builds it"));
        return new ProcessStartInfo(program, ["--Lab:Component", "r1/aws", "--Lab:Listen", endpoint.ToString(), "--Emulator:Region", region, "--Emulator:Data", data]);
    }

    private static string Folder(string data)
    {
        try
        {
            return Directory.CreateDirectory(data).FullName;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--data {data} cannot be made: {denied.Message}; name another folder");
        }
    }

    // Said when it is true: scripts wait for this line.
    private static async Task GreetAsync(
        Process emulator, IPEndPoint endpoint, string greeting, TextWriter error, TimeProvider time, CancellationToken cancellation)
    {
        while (!emulator.HasExited)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(endpoint, cancellation);
                await error.WriteLineAsync(greeting);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(PollInterval, time, cancellation);
            }
        }
    }

    private static async Task<int> RunAsync(ProcessStartInfo start, Func<Process, Task> greet, CancellationToken cancellation)
    {
        using var emulator = Process.Start(start)!;
        try
        {
            await greet(emulator);
            await emulator.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // It ends in order, its journal closed, before the prompt comes back.
            Labs.ProcessLabs.Terminate(emulator);
            await emulator.WaitForExitAsync(CancellationToken.None);
        }

        return emulator.ExitCode;
    }
}
