using System.Diagnostics;
using SesamTalk.Engine.Documents;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

/// <summary>Damaged documents: no crash, no hang, and nothing lost without a word. Three seconds, or a minute in the full run.</summary>
public sealed class MutationTests
{
    private static readonly TimeSpan Long = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1" ? TimeSpan.FromSeconds(60) : TimeSpan.FromSeconds(3);

    [Fact]
    public void A_damaged_document_loses_nothing_in_silence()
    {
        var samples = Sample.Names.Select(Sample.Text).ToArray();
        var watch = Stopwatch.StartNew();
        var seed = 0;
        for (; watch.Elapsed < Long; seed++)
        {
            var random = new Random(seed);
            var text = Whole(Mutation.Of(samples[random.Next(samples.Length)], random));
            var began = watch.Elapsed;
            var result = RstReader.Read("x", text);
            (watch.Elapsed - began).ShouldBeLessThan(TimeSpan.FromSeconds(20), $"seed {seed}");
            if (result.Document is null) result.Diagnostics.ShouldContain(d => d.Weight == DiagnosticWeight.Error, $"seed {seed}");
            else CheckWhole(result.Document, text, seed);
        }
        seed.ShouldBeGreaterThan(200);
    }

    private static void CheckWhole(DataflowDocument document, string text, int seed)
    {
        var mark = document.HasByteOrderMark ? "\ufeff" : "";
        (mark + RstWriter.Write(document)).ShouldBe(text, $"seed {seed}");
        DocumentJson.Of("x", document).ShouldNotBeEmpty();
        var reported = document.AllDiagnostics.Select(d => d.Line.Number).ToHashSet();
        foreach (var block in document.Head) CheckSaid(block, null, reported, seed);
        foreach (var section in document.Sections)
            foreach (var block in section.Blocks.Prepend(section.Heading)) CheckSaid(block, section, reported, seed);
    }

    // Every word that was written stands in what the piece says, or the piece is reported.
    private static void CheckSaid(Block block, DocumentSection? section, HashSet<int> reported, int seed)
    {
        if (block.AsWritten is null || Enumerable.Range(block.Line.Number, block.AsWritten.Count).Any(reported.Contains)) return;
        var said = Form.Lines(block, section?.Source, section?.Target);
        Words(block.AsWritten).ShouldBe(Words(said), $"seed {seed}, line {block.Line}");
    }

    // A cut may leave half a character, which no file holds.
    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static IEnumerable<string> Words(IEnumerable<string> lines) =>
        lines.Where(l => l.Trim().Trim('-', '=').Length > 0).SelectMany(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(w => w is "an" ? "a" : w is "An" ? "A" : w);
}
