using System.Net;

namespace ActiveActive.DnsRouter.Wire;

/// <summary>Messages from and to bytes (RFC 1035, section 4, with EDNS0).</summary>
public static class DnsCodec
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 12;

    private const ushort DnssecOkBit = 0x8000;

    /// <summary>Reads a whole message.</summary>
    /// <exception cref="DnsFormatException">It is not one, or bytes follow it.</exception>
    public static DnsMessage Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new DnsReader(bytes);
        var id = reader.ReadUInt16();
        var flags = reader.ReadUInt16();
        var (questions, answers, authority, additional) = (reader.ReadUInt16(), reader.ReadUInt16(), reader.ReadUInt16(), reader.ReadUInt16());
        Edns? edns = null;
        var extendedCode = 0;
        var message = new DnsMessage
        {
            Id = id,
            Response = (flags & 0x8000) != 0,
            Opcode = (byte)((flags >> 11) & 0xF),
            Authoritative = (flags & 0x0400) != 0,
            Truncated = (flags & 0x0200) != 0,
            RecursionDesired = (flags & 0x0100) != 0,
            RecursionAvailable = (flags & 0x0080) != 0,
            Questions = Questions(ref reader, questions),
            Answers = Records(ref reader, answers, null),
            Authority = Records(ref reader, authority, null),
            Additional = Records(ref reader, additional, (found, code) =>
            {
                if (edns is not null)
                    throw new DnsFormatException("there are two EDNS0 records");
                (edns, extendedCode) = (found, code);
            }),
        };
        if (!reader.AtEnd)
            throw new DnsFormatException("bytes follow the message");
        return message with { Edns = edns, Code = (DnsCode)((extendedCode << 4) | (flags & 0xF)) };
    }

    /// <summary>Writes a whole message.</summary>
    public static byte[] Encode(DnsMessage message)
    {
        var writer = new DnsWriter();
        writer.UInt16(message.Id);
        writer.UInt16((ushort)((message.Response ? 0x8000 : 0) | (message.Opcode << 11)
            | (message.Authoritative ? 0x0400 : 0) | (message.Truncated ? 0x0200 : 0)
            | (message.RecursionDesired ? 0x0100 : 0) | (message.RecursionAvailable ? 0x0080 : 0) | ((ushort)message.Code & 0xF)));
        writer.UInt16((ushort)message.Questions.Count);
        writer.UInt16((ushort)message.Answers.Count);
        writer.UInt16((ushort)message.Authority.Count);
        writer.UInt16((ushort)(message.Additional.Count + (message.Edns is null ? 0 : 1)));
        foreach (var question in message.Questions)
        {
            writer.Name(question.Name);
            writer.UInt16((ushort)question.Type);
            writer.UInt16((ushort)question.Class);
        }

        foreach (var record in message.Answers.Concat(message.Authority).Concat(message.Additional))
            Write(writer, record);
        if (message.Edns is { } edns)
            Write(writer, edns, (byte)((ushort)message.Code >> 4));
        return writer.ToArray();
    }

    private static List<DnsQuestion> Questions(ref DnsReader reader, int count)
    {
        // The count comes from the wire: the list grows with what is really there.
        var questions = new List<DnsQuestion>();
        for (var i = 0; i < count; i++)
            questions.Add(new DnsQuestion(reader.ReadName(), (DnsType)reader.ReadUInt16(), (DnsClass)reader.ReadUInt16()));
        return questions;
    }

    private static List<ResourceRecord> Records(ref DnsReader reader, int count, Action<Edns, int>? onEdns)
    {
        var records = new List<ResourceRecord>();
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadName();
            var type = (DnsType)reader.ReadUInt16();
            var @class = reader.ReadUInt16();
            var ttl = reader.ReadUInt32();
            var length = reader.ReadUInt16();
            if (type != DnsType.Opt)
            {
                records.Add(new ResourceRecord(name, ttl, Data(ref reader, type, length), (DnsClass)@class));
                continue;
            }

            if (onEdns is null || !name.Equals(DnsName.Root))
                throw new DnsFormatException("an EDNS0 record is named . and stands in the additional section");
            CheckOptions(reader.Take(length));
            onEdns(new Edns(@class, (byte)(ttl >> 16), (ttl & DnssecOkBit) != 0), (int)(ttl >> 24));
        }

        return records;
    }

    private static void CheckOptions(ReadOnlySpan<byte> options)
    {
        var reader = new DnsReader(options);
        while (!reader.AtEnd)
        {
            reader.ReadUInt16();
            reader.Take(reader.ReadUInt16());
        }
    }

    private static RecordData Data(ref DnsReader reader, DnsType type, int length)
    {
        var end = reader.Position + length;
        RecordData data = type switch
        {
            DnsType.A when length == 4 => new RecordData.Address(new IPAddress(reader.Take(4))),
            DnsType.Aaaa when length == 16 => new RecordData.Address(new IPAddress(reader.Take(16))),
            DnsType.A or DnsType.Aaaa => throw new DnsFormatException($"an address record has {length} bytes"),
            DnsType.Cname => new RecordData.Alias(reader.ReadName()),
            DnsType.Ns => new RecordData.NameServer(reader.ReadName()),
            DnsType.Soa => new RecordData.Authority(reader.ReadName(), reader.ReadName(), reader.ReadUInt32(),
                reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32()),
            DnsType.Txt => new RecordData.Text(Strings(reader.Take(length))),
            _ => new RecordData.Opaque(type, reader.Take(length).ToArray()),
        };
        return reader.Position == end ? data : throw new DnsFormatException("a record's data is not as long as it says");
    }

    private static List<byte[]> Strings(ReadOnlySpan<byte> bytes)
    {
        var reader = new DnsReader(bytes);
        var strings = new List<byte[]>();
        do
            strings.Add(reader.Take(reader.ReadByte()).ToArray());
        while (!reader.AtEnd);
        return strings;
    }

    private static void Write(DnsWriter writer, ResourceRecord record)
    {
        writer.Name(record.Name);
        writer.UInt16((ushort)record.Data.Type);
        writer.UInt16((ushort)record.Class);
        writer.UInt32(record.Ttl);
        var length = writer.OpenLength();
        switch (record.Data)
        {
            case RecordData.Address address:
                writer.Bytes(address.Value.GetAddressBytes());
                break;
            case RecordData.Alias alias:
                writer.Name(alias.Target);
                break;
            case RecordData.NameServer server:
                writer.Name(server.Host);
                break;
            case RecordData.Text text:
                foreach (var piece in text.Strings)
                {
                    writer.Byte(checked((byte)piece.Length));
                    writer.Bytes(piece);
                }

                break;
            case RecordData.Authority soa:
                writer.Name(soa.Primary);
                writer.Name(soa.Mailbox);
                foreach (var number in (ReadOnlySpan<uint>)[soa.Serial, soa.Refresh, soa.Retry, soa.Expire, soa.Minimum])
                    writer.UInt32(number);
                break;
            case RecordData.Opaque opaque:
                writer.Bytes(opaque.Bytes);
                break;
        }

        writer.CloseLength(length);
    }

    private static void Write(DnsWriter writer, Edns edns, byte extendedCode)
    {
        writer.Byte(0);
        writer.UInt16((ushort)DnsType.Opt);
        writer.UInt16(edns.PayloadSize);
        writer.UInt32(((uint)extendedCode << 24) | ((uint)edns.Version << 16) | (edns.DnssecOk ? DnssecOkBit : 0u));
        writer.UInt16(0);
    }
}
