using System.Globalization;
using System.Text;
using System.Xml;

namespace SesamTalk.Web.Cli;

/// <summary>A verification as JUnit XML, which build servers show: a suite for each pair, a test for each line.</summary>
internal static class JUnitXml
{
    public static string Of(Verified verified)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("testsuites");
            Counts(xml, verified.DataflowId, verified.Lines, verified.Left.Count);
            foreach (var pair in verified.Lines.GroupBy(line => line.PairId))
            {
                xml.WriteStartElement("testsuite");
                Counts(xml, pair.Key, [.. pair], 0);
                foreach (var line in pair) Case(xml, line);
                xml.WriteEndElement();
            }

            if (verified.Left.Count > 0) NotRestored(xml, verified);
            xml.WriteEndElement();
        }

        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + Environment.NewLine + text;
    }

    private static void Case(XmlWriter xml, VerifiedLine line)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", line.PairId);
        xml.WriteAttributeString("name", line.Id);
        xml.WriteAttributeString("time", Seconds(line.Seconds));
        if (line.Verdict == "fail") Element(xml, "failure", line.Because);
        else if (line.Verdict is not "pass") Element(xml, "skipped", line.Because);
        xml.WriteEndElement();
    }

    // What was left behind is an error of its own, so that no build is green over it.
    private static void NotRestored(XmlWriter xml, Verified verified)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "cleaning up");
        xml.WriteAttributeString("tests", "1");
        xml.WriteAttributeString("errors", "1");
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", "every system is left as it was");
        Element(xml, "error", string.Join("; ", verified.Left));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, string name, IReadOnlyList<VerifiedLine> lines, int errors)
    {
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("tests", Text(lines.Count));
        xml.WriteAttributeString("failures", Text(lines.Count(line => line.Verdict == "fail")));
        xml.WriteAttributeString("skipped", Text(lines.Count(line => line.Verdict is not ("fail" or "pass"))));
        xml.WriteAttributeString("errors", Text(errors));
        xml.WriteAttributeString("time", Seconds(lines.Sum(line => line.Seconds)));
    }

    private static void Element(XmlWriter xml, string name, string message)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("message", Printable(message));
        xml.WriteEndElement();
    }

    // A system's own words may hold what XML cannot.
    private static string Printable(string text) => string.Concat(text.Where(letter => letter is '\t' or >= ' ' && letter is not ('\uFFFE' or '\uFFFF')));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
}
