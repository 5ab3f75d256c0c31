using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Streams;

/// <summary>Switches a table's stream on and off.</summary>
public static class StreamSwitch
{
    /// <summary>The view that replicas have from the start.</summary>
    public const string BothImages = "NEW_AND_OLD_IMAGES";

    /// <summary>Checks a StreamSpecification by itself.</summary>
    /// <exception cref="DynamoException">It is none.</exception>
    public static void Check(bool on, string? view)
    {
        if (view is not (null or "KEYS_ONLY" or "NEW_IMAGE" or "OLD_IMAGE" or BothImages))
            throw DynamoException.Validation($"1 validation error detected: Value '{view}' at 'streamSpecification.streamViewType' failed to satisfy constraint: Member must satisfy enum value set: [NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY]");
        if (on && view is null)
            throw DynamoException.InvalidParameter("If stream is being enabled then UpdateViewType is required");
        if (!on && view is not null)
            throw DynamoException.InvalidParameter("If stream is being disabled then UpdateViewType must not be specified");
    }

    /// <summary>Begins a stream, whose label no other stream of a table of that name has.</summary>
    public static void Begin(Turn turn, Table table, string view)
    {
        var name = table.Definition.Name;
        var began = new DateTimeOffset(turn.Now.UtcTicks - turn.Now.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        foreach (var other in turn.Engine.Streams)
        {
            if (other.Table == name && other.Began >= began)
                began = other.Began.AddMilliseconds(1);
        }

        turn.Write(new Change.StreamBegan(name, table.Definition.Id, began, view, table.Schema.Keys));
    }

    /// <summary>Ends the stream of a table that has one.</summary>
    public static void End(Turn turn, Table table) =>
        turn.Write(new Change.StreamEnded(table.Definition.Name, table.Stream!.Began, turn.Now));
}
