using ActiveActive.Hosting;
using Microsoft.Extensions.Configuration.Memory;

namespace ActiveActive.AwsEmulator.Settings;

/// <summary>
/// LocalStack's environment variables, and AWS's own for the region, as this emulator's settings: the one place that knows both.
/// They stand below everything else, so an AA_ variable or an argument wins. A variable whose value means nothing stops the start.
/// </summary>
public static class LocalStackVariables
{
    /// <summary>The setting that switches them off, init scripts included: in a lab, nothing of the machine's environment counts.</summary>
    public const string Switch = "Emulator:LocalStack";

    private const string Prefix = "LOCALSTACK_";

    /// <summary>Adds them, and what holds for an emulator that is started without any setting.</summary>
    /// <exception cref="InvalidSettingException">A variable's value means nothing; the message names it.</exception>
    public static WebApplicationBuilder AddLocalStackVariables(this WebApplicationBuilder builder)
    {
        var wanted = builder.Configuration[Switch] ?? Environment.GetEnvironmentVariable("AA_EMULATOR__LOCALSTACK");
        var settings = string.Equals(wanted, "false", StringComparison.OrdinalIgnoreCase)
            ? new Dictionary<string, string?> { ["Emulator:Init"] = "" }
            : Read(Environment.GetEnvironmentVariable);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });
        return builder;
    }

    /// <summary>The settings that the variables stand for.</summary>
    /// <param name="environment">A variable's value by its name, or null.</param>
    /// <exception cref="InvalidSettingException">A value means nothing; the message names the variable.</exception>
    public static Dictionary<string, string?> Read(Func<string, string?> environment)
    {
        var listen = ReadListen(Get);
        var settings = new Dictionary<string, string?>
        {
            ["Lab:Component"] = "aws",
            ["Lab:Listen"] = listen[0],
            ["Emulator:Region"] = Checked("AWS_DEFAULT_REGION", EmulatorOptions.IsRegion, "a region of AWS, such as us-east-1")
                ?? Checked("DEFAULT_REGION", EmulatorOptions.IsRegion, "a region of AWS, such as us-east-1") ?? "us-east-1",
            ["Emulator:Data"] = Get("DATA_DIR") ?? Path.Combine(Directory.GetCurrentDirectory(), "aws-data"),
            ["Emulator:Persistent"] = Flag("PERSISTENCE") == false ? "false" : "true",
            ["Emulator:Host"] = Checked("LOCALSTACK_HOST", EmulatorOptions.IsHost, "HOST or HOST:PORT") ?? "",
            ["Emulator:QueueUrls"] = Checked("SQS_ENDPOINT_STRATEGY", EmulatorOptions.IsUrlForm, $"one of {EmulatorOptions.UrlForms}")
                ?? (Get("LOCALSTACK_HOST") is null ? "dynamic" : "off"),
            ["Emulator:RequestLog"] = Flag("DEBUG") == true ? "stdout" : "",
            ["Logging:LogLevel:Default"] = ReadLevel(),
        };
        foreach (var (address, index) in listen.Skip(1).Select((a, i) => (a, i)))
            settings[$"Emulator:AlsoListen:{index}"] = address;
        foreach (var (service, index) in ReadServices().Select((s, i) => (s, i)))
            settings[$"Emulator:Services:{index}"] = service;
        if (Flag("USE_SSL") == true)
            throw new InvalidSettingException("USE_SSL=1: this emulator speaks HTTP alone; put a proxy that ends TLS before it");
        return settings;

        // LocalStack takes each of its variables with its own prefix too. An empty one is as good as none.
        string? Get(string name) => (environment(Prefix + name) is { Length: > 0 } prefixed ? prefixed : environment(name)) is { Length: > 0 } text ? text : null;

        string? Checked(string name, Func<string, bool> fits, string meant) =>
            Get(name) is not { } text || fits(text) ? Get(name) : throw Wrong(name, text, meant);

        bool? Flag(string name) => Get(name)?.ToLowerInvariant() switch
        {
            null => null,
            "1" or "true" => true,
            "0" or "false" => false,
            var text => throw Wrong(name, text, "0 or 1"),
        };

        string[] ReadServices()
        {
            var names = Get("SERVICES")?.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
            return EmulatorOptions.UnknownService(names) is { } unknown
                ? throw new InvalidSettingException($"SERVICES names {unknown}, which this emulator does not have; it has sqs, dynamodb and dynamodbstreams")
                : names;
        }

        string ReadLevel() => Get("LS_LOG")?.ToLowerInvariant() switch
        {
            null => Flag("DEBUG") == true ? "Debug" : "Information",
            "trace" or "trace-internal" => "Trace",
            "debug" => "Debug",
            "info" => "Information",
            "warn" or "warning" => "Warning",
            "error" => "Error",
            "critical" => "Critical",
            var text => throw Wrong("LS_LOG", text, "trace, debug, info, warn, error or critical"),
        };
    }

    private static string[] ReadListen(Func<string, string?> get)
    {
        var bind = get("EDGE_BIND_HOST") ?? "127.0.0.1";
        var port = get("EDGE_PORT") ?? "4566";
        if (get("GATEWAY_LISTEN") is not { } list)
            return [ListenAddress.Parse(port, bind, "4566") ?? throw Wrong("EDGE_PORT", port, "a port, 1 to 65535, and EDGE_BIND_HOST an IP address")];
        var addresses = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(a => ListenAddress.Parse(a, bind, port) ?? throw Wrong("GATEWAY_LISTEN", a, "ADDRESS:PORT")).Distinct().ToArray();
        return addresses.Length > 0 ? addresses : throw Wrong("GATEWAY_LISTEN", list, "ADDRESS:PORT");
    }

    private static InvalidSettingException Wrong(string name, string text, string meant) => new($"{name} '{text}' is not {meant}");
}
