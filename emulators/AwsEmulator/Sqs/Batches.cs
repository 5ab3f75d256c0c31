using System.Text.Json;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>What the three batch actions have in common.</summary>
internal static class Batches
{
    /// <summary>The entries with their ids.</summary>
    /// <exception cref="SqsException">There are none or too many, or an id is no id or there twice.</exception>
    /// <param name="parameters">The request's parameters.</param>
    /// <param name="action">The action, by which AWS names its entries.</param>
    public static IReadOnlyList<(string Id, SqsParameters Entry)> Read(SqsParameters parameters, string action)
    {
        if (parameters.Find("Entries") is null)
            throw SqsException.Missing("Entries");
        var count = parameters.Count("Entries");
        if (count == 0)
            throw new SqsException("EmptyBatchRequest", $"There should be at least one {EntryOf(action)} in the request.");
        if (count > SqsLimits.BatchEntries)
            throw new SqsException("TooManyEntriesInBatchRequest", $"Maximum number of entries per request are {SqsLimits.BatchEntries}. You have sent {count}.");
        var entries = parameters.Each("Entries").Select((e, i) => (Id: e.Text("Id") ?? throw MissingOf(action, i, "Id"), Entry: e)).ToArray();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, _) in entries)
        {
            if (id.Length is 0 or > SqsLimits.EntryIdLength || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
                throw new SqsException("InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");
            if (!ids.Add(id))
                throw new SqsException("BatchEntryIdsNotDistinct", $"Id {id} repeated.");
        }

        return entries;
    }

    /// <summary>A member of an entry is missing.</summary>
    public static SqsException MissingOf(string action, int index, string member) => SqsException.Missing($"{EntryOf(action)}.{index + 1}.{member}");

    /// <summary>
    /// Puts together what an operation did of the entries that it was given, and why the others were not given to it.
    /// </summary>
    public static EntryOutcome[] Join(IReadOnlyList<SqsException?> refused, IReadOnlyList<EntryOutcome> done)
    {
        var next = 0;
        return [.. refused.Select(error => error is null ? done[next++] : new EntryOutcome(null, error))];
    }

    /// <summary>The entry's handle, without which nothing can be done.</summary>
    public static SqsException? HandleProblem(SqsParameters entry) =>
        string.IsNullOrWhiteSpace(entry.Text("ReceiptHandle")) ? SqsException.Missing("ReceiptHandle") : null;

    private static string EntryOf(string action) => $"{action}RequestEntry";

    /// <summary>How many entries were done.</summary>
    public static int Done(IReadOnlyList<EntryOutcome> outcomes) => outcomes.Count(o => o.Error is null);

    /// <summary>Writes Successful and Failed.</summary>
    public static void Write(
        Utf8JsonWriter json, IReadOnlyList<(string Id, SqsParameters Entry)> entries, IReadOnlyList<EntryOutcome> outcomes, Action<int>? members = null)
    {
        json.WriteStartArray("Successful");
        for (var i = 0; i < entries.Count; i++)
        {
            if (outcomes[i].Error is not null)
                continue;
            json.WriteStartObject();
            json.WriteString("Id", entries[i].Id);
            members?.Invoke(i);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (outcomes.All(o => o.Error is null))
            return;
        json.WriteStartArray("Failed");
        for (var i = 0; i < entries.Count; i++)
        {
            if (outcomes[i].Error is not { } error)
                continue;
            json.WriteStartObject();
            json.WriteString("Id", entries[i].Id);
            json.WriteString("Code", SqsErrors.QueryCodeOf(error));
            json.WriteString("Message", error.Message);
            json.WriteBoolean("SenderFault", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
