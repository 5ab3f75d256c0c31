using System.Buffers.Binary;
using ActiveActive.DnsRouter.Wire;

namespace ActiveActive.DnsRouter.Answering;

/// <summary>
/// From a packet to the packet that answers it. Never throws: what cannot be parsed is a FORMERR, what cannot be answered a
/// SERVFAIL, and what must not be answered (no header, an answer) is null.
/// </summary>
public sealed partial class Responder(Answerer answerer, ILogger<Responder> log)
{
    /// <summary>UDP bytes of an answer to an asker that says nothing of its size (RFC 1035).</summary>
    public const int PlainUdpLimit = 512;

    /// <summary>UDP bytes of any answer: fits into one packet on any path (DNS flag day 2020).</summary>
    public const int EdnsUdpLimit = 1232;

    /// <summary>Answers a packet.</summary>
    /// <param name="udp">A long answer is cut and marked, so that the asker comes back over TCP.</param>
    public byte[]? Respond(ReadOnlySpan<byte> packet, bool udp)
    {
        if (packet.Length < DnsCodec.HeaderLength)
            return null;
        var bare = new DnsMessage
        {
            Id = BinaryPrimitives.ReadUInt16BigEndian(packet),
            Response = true,
            Opcode = (byte)((packet[2] >> 3) & 0xF),
            RecursionDesired = (packet[2] & 0x01) != 0,
        };

        // An answer to an answer would go back and forth for ever between two servers.
        if ((packet[2] & 0x80) != 0)
            return null;
        try
        {
            return bare.Opcode == 0 ? Answer(bare, packet, udp) : DnsCodec.Encode(bare with { Code = DnsCode.NotImplemented });
        }
        catch (DnsFormatException)
        {
            return DnsCodec.Encode(bare with { Code = DnsCode.FormatError });
        }
        catch (Exception failure)
        {
            AnswerFailed(log, failure);
            return DnsCodec.Encode(bare with { Code = DnsCode.ServerFailure });
        }
    }

    private byte[] Answer(DnsMessage bare, ReadOnlySpan<byte> packet, bool udp)
    {
        var query = DnsCodec.Decode(packet);

        // RFC 9619: a standard query asks one question.
        if (query.Questions.Count != 1 || query.Questions[0].Type == DnsType.Opt)
            throw new DnsFormatException("a query asks one question");
        var reply = bare with
        {
            Questions = query.Questions,
            Edns = query.Edns is null ? null : new Edns(EdnsUdpLimit, DnssecOk: query.Edns.DnssecOk),
        };
        if (query.Edns is { Version: > 0 })
            return DnsCodec.Encode(reply with { Code = DnsCode.BadVersion });
        var answer = answerer.Answer(query.Questions[0]);
        reply = reply with { Code = answer.Code, Authoritative = answer.Authoritative };
        var whole = DnsCodec.Encode(reply with { Answers = answer.Answers, Authority = answer.Authority });
        var limit = !udp ? DnsWriter.MaxMessageLength
            : query.Edns is null ? PlainUdpLimit
            : Math.Clamp((int)query.Edns.PayloadSize, PlainUdpLimit, EdnsUdpLimit);
        return whole.Length <= limit ? whole : DnsCodec.Encode(reply with { Truncated = true });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A query could not be answered")]
    private static partial void AnswerFailed(ILogger log, Exception failure);
}
