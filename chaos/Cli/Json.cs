using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveActive.Controller;

namespace ActiveActive.Cli;

/// <summary>What --json prints: one object, on one line.</summary>
internal static class Json
{
    /// <summary>The object, without the members that are not for scripts.</summary>
    public static string Line<T>(T value, params ReadOnlySpan<string> without) => Object(value, without).ToJsonString(LabJson.Options);

    /// <summary>The same, for who has more to say.</summary>
    public static JsonObject Object<T>(T value, params ReadOnlySpan<string> without)
    {
        var node = JsonSerializer.SerializeToNode(value, LabJson.Options)!.AsObject();
        foreach (var member in without)
            node.Remove(member);
        return node;
    }
}
