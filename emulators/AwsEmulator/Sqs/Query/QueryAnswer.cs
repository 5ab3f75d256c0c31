using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Xml;
using ActiveActive.Engine.Sqs;

namespace ActiveActive.AwsEmulator.Sqs.Query;

/// <summary>An action's answer as XML of the Query protocol, made of the JSON that the newer protocol would get.</summary>
internal static class QueryAnswer
{
    private const string Namespace = "http://queue.amazonaws.com/doc/2012-11-05/";

    private static readonly FrozenDictionary<string, string> Elements = new Dictionary<string, string>
    {
        ["QueueUrls"] = "QueueUrl", ["queueUrls"] = "QueueUrl", ["Messages"] = "Message", ["Attributes"] = "Attribute",
        ["MessageAttributes"] = "MessageAttribute", ["Tags"] = "Tag", ["Failed"] = "BatchResultErrorEntry",
        ["Results"] = "ListMessageMoveTasksResultEntry",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> WithoutResult = new[]
    {
        "AddPermission", "RemovePermission", "ChangeMessageVisibility", "DeleteMessage", "DeleteQueue", "PurgeQueue",
        "SetQueueAttributes", "TagQueue", "UntagQueue",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>An action's answer.</summary>
    public static ReadOnlyMemory<byte> Of(string action, ReadOnlyMemory<byte> json, string requestId) => Write(xml =>
    {
        using var answer = JsonDocument.Parse(json);
        xml.WriteStartElement(action + "Response", Namespace);
        if (!WithoutResult.Contains(action))
        {
            xml.WriteStartElement(action + "Result", Namespace);
            WriteMembers(xml, answer.RootElement, action);
            xml.WriteEndElement();
        }

        xml.WriteStartElement("ResponseMetadata", Namespace);
        xml.WriteElementString("RequestId", Namespace, requestId);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <summary>An error.</summary>
    public static ReadOnlyMemory<byte> Of(SqsException error, string requestId) => Write(xml =>
    {
        xml.WriteStartElement("ErrorResponse", Namespace);
        xml.WriteStartElement("Error", Namespace);
        xml.WriteElementString("Type", Namespace, SqsErrors.FaultOf(error));
        xml.WriteElementString("Code", Namespace, SqsErrors.QueryCodeOf(error));
        xml.WriteElementString("Message", Namespace, Characters(SqsErrors.QueryMessageOf(error)));
        xml.WriteElementString("Detail", Namespace, null);
        xml.WriteEndElement();
        xml.WriteElementString("RequestId", Namespace, requestId);
        xml.WriteEndElement();
    });

    /// <summary>What AWS answers to a request of a queue's URL that names no action.</summary>
    public static ReadOnlyMemory<byte> UnknownOperation() => Write(xml => xml.WriteElementString("UnknownOperationException", null));

    private static ReadOnlyMemory<byte> Write(Action<XmlWriter> content)
    {
        using var bytes = new MemoryStream();
        // A body's carriage return would be read as a line feed, so line ends are written as references.
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
        {
            xml.WriteStartDocument();
            content(xml);
        }

        return bytes.ToArray();
    }

    private static void WriteMembers(XmlWriter xml, JsonElement structure, string action)
    {
        foreach (var member in structure.EnumerateObject())
        {
            var name = member.Name == "Successful" ? action + "ResultEntry" : Elements.GetValueOrDefault(member.Name, member.Name);
            if (member.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in member.Value.EnumerateArray())
                    Write(xml, name, item, action);
            }
            else if (member.Value.ValueKind == JsonValueKind.Object && name != member.Name)
            {
                WriteMap(xml, name, member.Value, action);
            }
            else
            {
                Write(xml, name, member.Value, action);
            }
        }
    }

    private static void WriteMap(XmlWriter xml, string name, JsonElement map, string action)
    {
        foreach (var entry in map.EnumerateObject())
        {
            xml.WriteStartElement(name, Namespace);
            xml.WriteElementString(name == "Tag" ? "Key" : "Name", Namespace, Characters(entry.Name));
            Write(xml, "Value", entry.Value, action);
            xml.WriteEndElement();
        }
    }

    private static void Write(XmlWriter xml, string name, JsonElement value, string action)
    {
        xml.WriteStartElement(name, Namespace);
        if (value.ValueKind == JsonValueKind.Object)
            WriteMembers(xml, value, action);
        else
            xml.WriteString(value.ValueKind == JsonValueKind.String ? Characters(value.GetString()!) : value.GetRawText());
        xml.WriteEndElement();
    }

    /// <summary>A text of which XML can carry everything: an error or a tag may hold characters that it cannot, not even as references.</summary>
    private static string Characters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                i++;
            else
                return Characters(text[..i] + "\ufffd" + text[(i + 1)..]);
        }

        return text;
    }
}
