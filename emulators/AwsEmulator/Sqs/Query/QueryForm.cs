using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using ActiveActive.Engine.Sqs;

namespace ActiveActive.AwsEmulator.Sqs.Query;

/// <summary>
/// A request of the Query protocol as the JSON that the same request has in the newer one: flattened lists such as
/// <c>AttributeName.1</c> and <c>Attribute.1.Name</c> become arrays and maps, so that no action knows two protocols.
/// </summary>
internal static class QueryForm
{
    private const int Members = 4096;

    private static readonly FrozenDictionary<string, string> Lists = new Dictionary<string, string>
    {
        ["AttributeName"] = "AttributeNames", ["MessageAttributeName"] = "MessageAttributeNames",
        ["MessageSystemAttributeName"] = "MessageSystemAttributeNames", ["TagKey"] = "TagKeys",
        ["AWSAccountId"] = "AWSAccountIds", ["ActionName"] = "Actions", ["SendMessageBatchRequestEntry"] = "Entries",
        ["DeleteMessageBatchRequestEntry"] = "Entries", ["ChangeMessageVisibilityBatchRequestEntry"] = "Entries",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (string Member, string Key)> Maps = new Dictionary<string, (string, string)>
    {
        ["Attribute"] = ("Attributes", "Name"), ["MessageAttribute"] = ("MessageAttributes", "Name"),
        ["MessageSystemAttribute"] = ("MessageSystemAttributes", "Name"), ["Tag"] = ("Tags", "Key"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // How botocore writes an empty list: with the list's own name, which the protocol does not know, and no value.
    private static readonly FrozenSet<string> EmptyLists = Lists.Values.Concat(Maps.Values.Select(m => m.Member)).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Integers = new[]
    {
        "DelaySeconds", "MaxNumberOfMessages", "VisibilityTimeout", "WaitTimeSeconds", "MaxResults", "MaxNumberOfMessagesPerSecond",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The request's JSON.</summary>
    /// <param name="form">Names and values.</param>
    /// <param name="path">The path that was asked, which may be a queue's.</param>
    /// <param name="action">The action.</param>
    /// <exception cref="SqsException">A name has no meaning: a list's index is no number, or it is both a value and a list.</exception>
    public static JsonDocument ToJson(IReadOnlyCollection<KeyValuePair<string, string>> form, string path, string action)
    {
        if (form.Count > Members)
            throw Malformed("There are too many parameters");
        var root = new Node();
        foreach (var (name, value) in form)
        {
            if (value.Length == 0 && EmptyLists.Contains(name))
                root.Children[name] = new Node();
            else
                root.Set(name, value);
        }

        if (!root.Children.ContainsKey("QueueUrl") && path.Trim('/').Contains('/'))
            root.Set("QueueUrl", path);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            WriteStructure(json, root, action);
        return JsonDocument.Parse(bytes.ToArray());
    }

    private static void WriteStructure(Utf8JsonWriter json, Node node, string action)
    {
        json.WriteStartObject();
        foreach (var (name, child) in node.Children)
        {
            if (Lists.TryGetValue(name, out var list))
            {
                json.WriteStartArray(list);
                foreach (var item in child.Items())
                    Write(json, item, action);
                json.WriteEndArray();
            }
            else if (Maps.TryGetValue(name, out var map))
            {
                // The only member whose name the newer protocol writes in lower case.
                json.WriteStartObject(name == "Tag" && action == "CreateQueue" ? "tags" : map.Member);
                foreach (var entry in child.Items())
                {
                    json.WritePropertyName(entry.Children.GetValueOrDefault(map.Key)?.Value ?? throw Malformed($"An entry of {name} has no {map.Key}"));
                    Write(json, entry.Children.GetValueOrDefault("Value") ?? throw Malformed($"An entry of {name} has no Value"), action);
                }

                json.WriteEndObject();
            }
            else if (child.IsEmpty && Lists.Values.Contains(name))
            {
                json.WriteStartArray(name);
                json.WriteEndArray();
            }
            else if (Integers.Contains(name) && int.TryParse(child.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WritePropertyName(name);
                Write(json, child, action);
            }
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Node node, string action)
    {
        if (node.Value is not { } value)
            WriteStructure(json, node, action);
        else
            json.WriteStringValue(value);
    }

    private static SqsException Malformed(string message) => new("SerializationException", message);

    /// <summary>A name's value, or what its dots lead to.</summary>
    private sealed class Node
    {
        public Dictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public string? Value { get; private set; }

        public bool IsEmpty => Value is null && Children.Count == 0;

        public void Set(string name, string value)
        {
            var node = this;
            // The longest is SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType: what is deeper has no meaning.
            foreach (var part in name.Split('.', 7))
            {
                if (!node.Children.TryGetValue(part, out var next))
                    node.Children[part] = next = new Node();
                node = next;
            }

            node.Value = value;
        }

        public IEnumerable<Node> Items() => Children
            .Select(c => (Index: int.TryParse(c.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : throw Malformed($"{c.Key} is no index"), c.Value))
            .OrderBy(c => c.Index).Select(c => c.Value);
    }
}
