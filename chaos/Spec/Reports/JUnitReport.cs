using System.Text;
using System.Xml;

namespace ActiveActive.Spec.Reports;

/// <summary>
/// The verdict as JUnit XML, one test case for each invariant, for whatever shows test results. Violated and still waiting are
/// failures; what cannot be told is an error, so that it never shows as green.
/// </summary>
public static class JUnitReport
{
    /// <summary>The report as a document of its own.</summary>
    public static string Write(Verdict verdict)
    {
        var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", $"active-active {verdict.Scenario ?? "run"}");
            xml.WriteAttributeString("tests", Number(verdict.Findings.Count));
            xml.WriteAttributeString("failures", Number(Count(verdict, FindingStatus.Violated) + Count(verdict, FindingStatus.Waiting)));
            xml.WriteAttributeString("errors", Number(Count(verdict, FindingStatus.Unknown)));
            xml.WriteStartElement("properties");
            Property(xml, "verdict", verdict.Outcome.ToString());
            Property(xml, "engine", verdict.Engine);
            Property(xml, "seed", verdict.Seed is { } seed ? seed.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
            xml.WriteEndElement();
            foreach (var finding in verdict.Findings)
                WriteCase(xml, finding, verdict.Scenario);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text + "\n";
    }

    private static void WriteCase(XmlWriter xml, Finding finding, string? scenario)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", $"spec.{scenario ?? "run"}");
        xml.WriteAttributeString("name", $"{finding.Number} {finding.Invariant}");
        switch (finding.Status)
        {
            case FindingStatus.Violated:
                Problem(xml, "failure", "Violated", $"{finding.ViolationCount} violations", finding.Violations.Select(VerdictText.Line));
                break;
            case FindingStatus.Waiting:
                Problem(xml, "failure", "Stuck", finding.Waiting[0], finding.Waiting);
                break;
            case FindingStatus.Unknown:
                Problem(xml, "error", "Inconclusive", finding.Unknown[0], finding.Unknown);
                break;
        }

        xml.WriteElementString("system-out", Clean(finding.Evidence));
        xml.WriteEndElement();
    }

    private static void Problem(XmlWriter xml, string element, string type, string message, IEnumerable<string> lines)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("message", Clean(message));
        xml.WriteString(Clean(string.Join('\n', lines)));
        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string? value)
    {
        if (value is null)
            return;
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("value", Clean(value));
        xml.WriteEndElement();
    }

    private static int Count(Verdict verdict, FindingStatus status) => verdict.Findings.Count(f => f.Status == status);

    private static string Number(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // A body may hold what XML cannot; the report has to be readable all the same.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }

    private sealed class Utf8Text : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
