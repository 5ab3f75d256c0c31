using System.Net;
using ActiveActive.Contracts;
using ActiveActive.DnsRouter.Answering;
using ActiveActive.DnsRouter.Configuration;
using ActiveActive.DnsRouter.Routing;
using ActiveActive.DnsRouter.Wire;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ActiveActive.UnitTests.DnsRouter;

/// <summary>From packet to packet, without a network.</summary>
public sealed class ResponderTests
{
    private readonly Responder _responder = Build(
        Sets.Weighted(1, 1),
        Sets.Failover(),
        Sets.Parse("""{"name":"both.activeactive.test","policy":"simple","targets":[{"value":"127.0.1.5"},{"value":"127.0.1.6"},{"value":"::1"}]}"""),
        Sets.Parse("""{"name":"alias.activeactive.test","policy":"simple","targets":[{"value":"Both.activeactive.test"}]}"""),
        Sets.Parse("""{"name":"lost.activeactive.test","policy":"simple","targets":[{"value":"nix.aurora.test"}]}"""),
        Sets.Parse("""{"name":"away.activeactive.test","policy":"simple","targets":[{"value":"example.org"}]}"""),
        Sets.Parse("""{"name":"round.activeactive.test","policy":"simple","targets":[{"value":"round.activeactive.test"}]}"""),
        Sets.Parse($$"""{"name":"long.activeactive.test","policy":"simple","texts":["{{new string('x', 700)}}","{{new string('y', 900)}}"]}"""));

    [Fact]
    public void The_question_comes_back_letter_by_letter_and_owns_the_answer()
    {
        var answer = Ask("iN.ActiveActive.TEST");
        Assert.Equal("iN.ActiveActive.TEST", answer.Questions.Single().Name.ToString());
        Assert.Equal("iN.ActiveActive.TEST", answer.Answers.Single().Name.ToString());
        Assert.Equal(5u, answer.Answers.Single().Ttl);
        Assert.True(answer is { Response: true, Authoritative: true, RecursionDesired: true, RecursionAvailable: false, Id: 7 });
    }

    [Theory]
    [InlineData("nix.activeactive.test", DnsType.A, DnsCode.NameError, "activeactive.test")]
    [InlineData("below.in.activeactive.test", DnsType.A, DnsCode.NameError, "activeactive.test")]
    [InlineData("nix.aurora.test", DnsType.Aaaa, DnsCode.NameError, "aurora.test")]
    [InlineData("in.activeactive.test", DnsType.Aaaa, DnsCode.NoError, "activeactive.test")]
    [InlineData("in.activeactive.test", DnsType.Txt, DnsCode.NoError, "activeactive.test")]
    [InlineData("activeactive.test", DnsType.A, DnsCode.NoError, "activeactive.test")]
    [InlineData("out.activeactive.test", DnsType.A, DnsCode.NoError, "activeactive.test")] // r1.out is below it
    public void What_is_not_there_is_denied_with_the_SOA(string name, DnsType type, DnsCode code, string zone)
    {
        var answer = Ask(name, type);
        Assert.Equal(code, answer.Code);
        Assert.True(answer.Authoritative);
        Assert.Empty(answer.Answers);
        var soa = answer.Authority.Single();
        Assert.Equal((DnsName.Parse(zone), Zone.NegativeTtl), (soa.Name, soa.Ttl));
        Assert.IsType<RecordData.Authority>(soa.Data);
    }

    [Theory]
    [InlineData("example.org")]
    [InlineData("test")]
    [InlineData("xactiveactive.test")]
    public void A_name_outside_the_zones_is_refused(string name)
    {
        var answer = Ask(name);
        Assert.Equal(DnsCode.Refused, answer.Code);
        Assert.False(answer.Authoritative);
        Assert.Empty(answer.Authority);
    }

    [Theory]
    [InlineData(DnsType.Axfr, DnsClass.In)]
    [InlineData(DnsType.Ixfr, DnsClass.In)]
    [InlineData(DnsType.Txt, (DnsClass)3)]
    public void Transfers_and_other_classes_are_refused(DnsType type, DnsClass @class)
    {
        var query = CodecTests.Query(DnsName.Parse(Sets.In)) with { Questions = [new DnsQuestion(DnsName.Parse(Sets.In), type, @class)] };
        Assert.Equal(DnsCode.Refused, Send(query).Code);
    }

    [Fact]
    public void A_zone_has_SOA_and_NS_and_its_name_server_an_address()
    {
        Assert.IsType<RecordData.Authority>(Ask("aurora.test", DnsType.Soa).Answers.Single().Data);
        var server = Assert.IsType<RecordData.NameServer>(Ask("aurora.test", DnsType.Ns).Answers.Single().Data);
        Assert.Equal(IPAddress.Parse("127.77.0.1"), ((RecordData.Address)Ask(server.Host.ToString()).Answers.Single().Data).Value);
        Assert.Equal(2, Ask("aurora.test", DnsType.Any).Answers.Count);
    }

    [Fact]
    public void A_simple_set_answers_all_it_has_of_the_type()
    {
        Assert.Equal(2, Ask("both.activeactive.test").Answers.Count);
        Assert.Single(Ask("both.activeactive.test", DnsType.Aaaa).Answers);
        Assert.Equal(3, Ask("both.activeactive.test", DnsType.Any).Answers.Count);
    }

    [Fact]
    public void Aliases_are_followed_inside_the_zones_only()
    {
        Assert.Equal([DnsType.Cname, DnsType.A, DnsType.A], Types(Ask("alias.activeactive.test")));
        Assert.Equal([DnsType.Cname], Types(Ask("alias.activeactive.test", DnsType.Cname)));
        Assert.Equal([DnsType.Cname], Types(Ask("away.activeactive.test")));
        Assert.Equal(Answerer.MaxAliases + 1, Ask("round.activeactive.test").Answers.Count);
        var lost = Ask("lost.activeactive.test");
        Assert.Equal((DnsCode.NameError, DnsName.Parse("aurora.test")), (lost.Code, lost.Authority.Single().Name));
        Assert.Equal([DnsType.Cname], Types(lost));
    }

    [Theory]
    [InlineData(null, 512)]
    [InlineData(100, 512)]
    [InlineData(4096, 1232)]
    public void A_long_answer_is_truncated_over_UDP_and_whole_over_TCP(int? payload, int limit)
    {
        var query = CodecTests.Query(DnsName.Parse("long.activeactive.test"), DnsType.Txt) with
        {
            Edns = payload is { } size ? new Edns((ushort)size, DnssecOk: true) : null,
        };
        var cut = _responder.Respond(DnsCodec.Encode(query), udp: true)!;
        Assert.True(cut.Length <= limit);
        var answer = DnsCodec.Decode(cut);
        Assert.True(answer.Truncated);
        Assert.Empty(answer.Answers);
        Assert.Equal(payload is null ? null : new Edns(1232, DnssecOk: true), answer.Edns);
        var whole = DnsCodec.Decode(_responder.Respond(DnsCodec.Encode(query), udp: false)!);
        Assert.False(whole.Truncated);
        Assert.Equal([700, 900], whole.Answers.Select(a => ((RecordData.Text)a.Data).Strings.Sum(s => s.Length)));
    }

    [Fact]
    public void Another_EDNS_version_is_BADVERS() =>
        Assert.Equal(DnsCode.BadVersion, Send(CodecTests.Query(DnsName.Parse(Sets.In)) with { Edns = new Edns(1232, Version: 1) }).Code);

    [Fact]
    public void Another_opcode_is_NOTIMP_even_when_the_rest_cannot_be_parsed()
    {
        byte[] update = [0, 9, 5 << 3, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0];
        var answer = DnsCodec.Decode(_responder.Respond(update, udp: true)!);
        Assert.Equal((DnsCode.NotImplemented, (ushort)9, (byte)5), (answer.Code, answer.Id, answer.Opcode));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(0xFFFF)]
    public void A_query_that_does_not_ask_one_question_is_FORMERR(int questions)
    {
        var one = DnsCodec.Encode(CodecTests.Query(DnsName.Parse(Sets.In)));
        byte[] packet = questions == 0 ? CodecTests.Header(0) : questions == 2 ? [.. one, .. one[12..]] : one;
        (packet[4], packet[5]) = ((byte)(questions >> 8), (byte)questions);
        var answer = DnsCodec.Decode(_responder.Respond(packet, udp: true)!);
        Assert.Equal((DnsCode.FormatError, (ushort)7), (answer.Code, answer.Id));
    }

    [Fact]
    public void Answers_and_scraps_of_headers_are_not_answered()
    {
        Assert.Null(_responder.Respond(DnsCodec.Encode(CodecTests.Query(DnsName.Root) with { Response = true }), udp: true));
        Assert.Null(_responder.Respond(new byte[11], udp: true));
        Assert.Null(_responder.Respond([], udp: true));
    }

    [Fact]
    public void Whatever_comes_in_what_goes_out_is_a_DNS_answer_to_it() =>
        Gen.Select(Gen.Byte.Array[0, 80], Gen.Select(Gen.Int[0, 60], Gen.Byte).List[0, 6], Gen.Bool).Sample((noise, changes, udp) =>
        {
            var bent = DnsCodec.Encode(CodecTests.Query(DnsName.Parse(Sets.In)) with { Edns = new Edns(1232) });
            foreach (var (at, value) in changes)
                bent[at % bent.Length] = value;
            foreach (var packet in (byte[][])[noise, bent, [.. bent, .. noise]])
            {
                if (_responder.Respond(packet, udp) is not { } bytes)
                    continue;
                var answer = DnsCodec.Decode(bytes);
                Assert.True(answer.Response);
                Assert.NotEqual(DnsCode.ServerFailure, answer.Code);
                Assert.Equal((packet[0] << 8) | packet[1], answer.Id);
            }
        });

    private static Responder Build(params RecordSetDefinition[] definitions)
    {
        var sets = definitions.Select(d => new RecordSet(d, 0, DateTimeOffset.UnixEpoch)).ToList();
        var names = new NameTree([.. DnsNames.Zones.Select(z => new Zone(z))], sets, IPAddress.Parse("127.77.0.1"));
        return new Responder(new Answerer(names), NullLogger<Responder>.Instance);
    }

    private static IEnumerable<DnsType> Types(DnsMessage answer) => answer.Answers.Select(a => a.Data.Type);

    private DnsMessage Ask(string name, DnsType type = DnsType.A) => Send(CodecTests.Query(DnsName.Parse(name), type));

    private DnsMessage Send(DnsMessage query) => DnsCodec.Decode(_responder.Respond(DnsCodec.Encode(query), udp: true)!);
}
