using System.Net;
using ActiveActive.DnsRouter.Wire;
using CsCheck;
using Xunit;

namespace ActiveActive.UnitTests.DnsRouter;

public sealed class CodecTests
{
    private static readonly Gen<DnsName> Names =
        Gen.Byte.Array[1, 63].List[0, 5].Where(labels => labels.Sum(l => l.Length + 1) < DnsName.MaxWireLength)
            .Select(labels => DnsName.FromWire([.. labels.SelectMany(l => l.Prepend((byte)l.Length)), 0]));

    private static readonly Gen<RecordData> Data = Gen.OneOf(
        Gen.Byte.Array[4].Select(b => (RecordData)new RecordData.Address(new IPAddress(b))),
        Gen.Byte.Array[16].Select(b => (RecordData)new RecordData.Address(new IPAddress(b))),
        Names.Select(n => (RecordData)new RecordData.Alias(n)),
        Names.Select(n => (RecordData)new RecordData.NameServer(n)),
        Gen.Byte.Array[0, 255].List[1, 4].Select(t => (RecordData)new RecordData.Text(t)),
        Gen.Select(Names, Names, Gen.UInt, Gen.UInt, (a, b, n, m) => (RecordData)new RecordData.Authority(a, b, n, 2, 3, 4, m)),
        Gen.Byte.Array[0, 40].Select(b => (RecordData)new RecordData.Opaque((DnsType)33, b)));

    private static readonly Gen<DnsMessage> Messages = Gen.Select(
        Gen.UShort,
        Gen.Bool,
        Names,
        Gen.Select(Names, Gen.UInt, Data, (n, ttl, d) => new ResourceRecord(n, ttl, d)).List[0, 6],
        Gen.Select(Gen.UShort, Gen.Byte, Gen.Bool, (size, version, ok) => new Edns(size, version, ok)).Null(),
        Gen.Int[0, 15],
        (id, flag, name, records, edns, code) => new DnsMessage
        {
            Id = id,
            Response = flag,
            Authoritative = !flag,
            RecursionDesired = flag,
            Code = (DnsCode)(edns is null ? code : code * 17),
            Questions = [new DnsQuestion(name, DnsType.A)],
            Answers = [.. records],
            // The same owners again: names that become pointers.
            Authority = [.. records.Select(r => r with { Data = new RecordData.NameServer(r.Name) })],
            Edns = edns,
        });

    [Fact]
    public void What_was_written_reads_back_the_same() => Messages.Sample(message =>
    {
        var back = DnsCodec.Decode(DnsCodec.Encode(message));
        Assert.Equal(message with { Questions = [], Answers = [], Authority = [], Additional = [] },
            back with { Questions = [], Answers = [], Authority = [], Additional = [] });
        Assert.Equal(message.Questions.Select(q => (q.Name, q.Type, q.Class)), back.Questions.Select(q => (q.Name, q.Type, q.Class)));
        Assert.Equal(message.Answers.Concat(message.Authority).Select(Show), back.Answers.Concat(back.Authority).Select(Show));
    });

    [Fact]
    public void Random_bytes_are_a_message_or_a_format_error() => Gen.Byte.Array[0, 600].Sample(Survives);

    [Fact]
    public void A_message_with_bytes_changed_or_cut_off_is_a_message_or_a_format_error() =>
        Gen.Select(Messages, Gen.Select(Gen.Int[0, 2000], Gen.Byte).List[0, 8], Gen.Int[0, 2000]).Sample((message, changes, cut) =>
        {
            var bytes = DnsCodec.Encode(message);
            foreach (var (at, value) in changes)
                bytes[at % bytes.Length] = value;
            Survives(bytes[..Math.Min(cut, bytes.Length)]);
            Survives(bytes);
        });

    [Fact]
    public void Every_truncation_of_a_message_is_a_format_error()
    {
        var bytes = DnsCodec.Encode(Query(DnsName.Parse("in.activeactive.test")) with { Edns = new Edns(1232) });
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<DnsFormatException>(() => DnsCodec.Decode(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void A_name_of_255_bytes_travels_and_one_of_256_does_not()
    {
        var longest = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 61));
        var name = DnsName.Parse(longest);
        Assert.Equal(255, name.Wire.Length);
        Assert.Equal(longest, DnsCodec.Decode(DnsCodec.Encode(Query(name))).Questions[0].Name.ToString());
        Assert.False(DnsName.TryParse(longest + "d", out _, out var problem));
        Assert.Contains("256 bytes", problem);

        // 254 bytes without the root, then a pointer to one label more.
        byte[] tooLong = [.. Header(questions: 2), 1, (byte)'x', 0, 0, 1, 0, 1, .. DnsName.Parse(longest).Wire[..^1], 0xC0, 12, 0, 1, 0, 1];
        Assert.Throws<DnsFormatException>(() => DnsCodec.Decode(tooLong));
    }

    [Theory]
    [InlineData(12)] // itself
    [InlineData(14)] // forward
    [InlineData(0)] // the header
    [InlineData(0x3FFF)] // beyond the end
    public void A_pointer_that_does_not_point_to_an_earlier_name_is_a_format_error(int target)
    {
        byte[] packet = [.. Header(questions: 1), (byte)(0xC0 | (target >> 8)), (byte)target, 0, 1, 0, 1, 0, 0];
        Assert.Throws<DnsFormatException>(() => DnsCodec.Decode(packet));
    }

    [Fact]
    public void Two_pointers_that_point_to_each_other_are_a_format_error()
    {
        // At 12 a label and a pointer to 18; at 18 a label and a pointer to 12.
        byte[] packet = [.. Header(questions: 2), 1, (byte)'a', 0xC0, 18, 0, 1, 1, (byte)'b', 0xC0, 12, 0, 1, 0, 1];
        Assert.Throws<DnsFormatException>(() => DnsCodec.Decode(packet));
    }

    [Fact]
    public void A_name_that_comes_again_takes_two_bytes()
    {
        var name = DnsName.Parse("in.activeactive.test");
        var one = Query(name);
        var record = new ResourceRecord(name, 1, new RecordData.Address(IPAddress.Loopback));
        Assert.Equal(DnsCodec.Encode(one).Length + 2 + 10 + 4, DnsCodec.Encode(one with { Answers = [record] }).Length);
    }

    [Fact]
    public void Case_does_not_count_in_comparisons_and_is_kept()
    {
        Assert.Equal(DnsName.Parse("IN.ActiveActive.TEST"), DnsName.Parse("in.activeactive.test"));
        Assert.Equal(DnsName.Parse("IN.ActiveActive.TEST").GetHashCode(), DnsName.Parse("in.activeactive.test").GetHashCode());
        Assert.Equal("IN.ActiveActive.TEST", DnsName.Parse("IN.ActiveActive.TEST.").ToString());
    }

    [Theory]
    [InlineData("a.activeactive.test", true)]
    [InlineData("ActiveActive.test", true)]
    [InlineData("xactiveactive.test", false)]
    [InlineData("test", false)]
    public void A_zone_ends_at_a_dot(string name, bool within) =>
        Assert.Equal(within, DnsName.Parse(name).IsWithin(DnsName.Parse("activeactive.test")));

    internal static DnsMessage Query(DnsName name, DnsType type = DnsType.A) =>
        new() { Id = 7, RecursionDesired = true, Questions = [new DnsQuestion(name, type)] };

    internal static byte[] Header(int questions) => [0, 7, 1, 0, 0, (byte)questions, 0, 0, 0, 0, 0, 0];

    private static void Survives(byte[] bytes)
    {
        try
        {
            DnsCodec.Decode(bytes);
        }
        catch (DnsFormatException)
        {
            // The one exception that hostile bytes may raise.
        }
    }

    private static string Show(ResourceRecord record) => $"{record.Name} {record.Ttl} {record.Class} " + record.Data switch
    {
        RecordData.Text text => string.Join(' ', text.Strings.Select(Convert.ToHexString)),
        RecordData.Opaque opaque => $"{opaque.Kind} {Convert.ToHexString(opaque.Bytes)}",
        var other => other.ToString(),
    };
}
