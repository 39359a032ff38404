using SesamTalk.Engine.Documents;
using Shouldly;

namespace SesamTalk.Tests.Engine.Documents;

public sealed class WriteThenReadTests
{
    [Fact]
    public void A_document_made_here_reads_back_as_it_was_made()
    {
        for (var seed = 0; seed < 1500; seed++)
        {
            var made = new RandomDocument(seed).Make();
            var text = RstWriter.Write(made);
            var result = RstReader.Read("made.rst", text);
            result.Diagnostics.Where(d => d.Weight != DiagnosticWeight.Note).ShouldBeEmpty($"seed {seed}\n{text}");
            var read = WithoutNotes(result.Document!);
            foreach (var (was, now) in Blocks(made).Zip(Blocks(read))) now.ShouldBe(was, $"seed {seed}");
            read.ShouldBe(made, $"seed {seed}\n{text}");
        }
    }

    [Fact]
    public void A_document_made_here_has_an_introduction_of_our_own()
    {
        var made = DataflowDocument.Of("Acme", "", "2025-01-02 03:04:05", []);
        RstWriter.Write(made).ShouldBe("""
            =================
            Acme to  Dataflow
            =================

            Generated: 2025-01-02 03:04:05

            Introduction
            ------------

            SesamTalk wrote this description of what flows from Acme to the unnamed system. Each section below is one pair of entities, to be read, checked and imported again.

            """.ReplaceLineEndings("\n"));
    }

    private static IEnumerable<object> Blocks(DataflowDocument document) =>
        document.Head.Concat(document.Sections.SelectMany(s => (IEnumerable<object>)[s.Source, s.Target, .. s.Blocks]));

    private static DataflowDocument WithoutNotes(DataflowDocument document) =>
        document with { Sections = document.Sections.Select(s => s with { Diagnostics = [] }).ToSequence() };
}
