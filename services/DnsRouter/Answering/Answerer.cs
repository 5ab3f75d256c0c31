using ActiveActive.DnsRouter.Wire;

namespace ActiveActive.DnsRouter.Answering;

/// <summary>From question to answer. Follows aliases inside the router's zones; the rest is the asker's resolver's work.</summary>
public sealed class Answerer(NameTree names)
{
    /// <summary>Aliases followed for one question: a loop of aliases ends here.</summary>
    public const int MaxAliases = 8;

    /// <summary>Answers, and takes a turn of the rotations of the sets that it answers from.</summary>
    public DnsAnswer Answer(DnsQuestion question)
    {
        if (question.Class is not (DnsClass.In or DnsClass.Any) || question.Type is DnsType.Axfr or DnsType.Ixfr
            || names.ZoneOf(question.Name) is not { } zone)
            return DnsAnswer.Refused;
        var answers = new List<ResourceRecord>();
        var name = question.Name;
        for (var hop = 0; hop <= MaxAliases; hop++)
        {
            if (names.Find(name, question.Type) is not { } found)
                return new DnsAnswer(DnsCode.NameError, answers, [zone.Denial]);
            if (found.Count == 0)
                return new DnsAnswer(DnsCode.NoError, answers, [zone.Denial]);

            // The owner is the name as it was asked for, letter by letter.
            answers.AddRange(found.Select(record => record with { Name = name }));
            if (found[0].Data is not RecordData.Alias alias || question.Type is DnsType.Cname or DnsType.Any
                || names.ZoneOf(alias.Target) is not { } next)
                break;
            (name, zone) = (alias.Target, next);
        }

        return new DnsAnswer(DnsCode.NoError, answers, []);
    }
}
