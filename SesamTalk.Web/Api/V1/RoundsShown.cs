using SesamTalk.Engine.Checklists;
using SesamTalk.Engine.Checklists.Reports;
using SesamTalk.Engine.Checklists.Verify;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Web.Api.V1;

/// <summary>What a new round is to test; pairs and sides that are left out are all.</summary>
internal sealed record RoundAsks(
    string Name, IReadOnlyList<string> Dataflows, RoundScope Scope = RoundScope.All, SystemEnvironment Environment = SystemEnvironment.Demo, IReadOnlyList<PairAsks>? Pairs = null, IReadOnlyList<Side>? From = null, string? Testers = null, DateTimeOffset? Due = null);

/// <summary>A pair of a dataflow.</summary>
internal sealed record PairAsks(string Dataflow, string Pair);

/// <summary>A result of a line.</summary>
internal sealed record ResultAsks(string Line, LineVerdict Verdict, string? Note = null);

/// <summary>The lines that take the new words; all that changed where none is named.</summary>
internal sealed record MoveAsks(IReadOnlyList<string>? Lines = null);

/// <summary>What the machine is to prove: what is left out narrows nothing.</summary>
internal sealed record VerifyAsks(string? Dataflow = null, string? Pair = null, IReadOnlyList<string>? Lines = null, bool OnlyOpen = false);

/// <summary>What is said with a signature.</summary>
internal sealed record SignAsks(string? Statement = null);

/// <summary>How many lines took the new words.</summary>
internal sealed record MovedShown(int Lines);

/// <summary>The result that counts of a line, in a word; one whose words changed since is to be tested again.</summary>
internal enum LineWord { NotTested, Pass, Fail, Blocked, NotRelevant, Retest }

/// <summary>A round as the API shows it.</summary>
internal sealed record RoundShown(
    Guid Id, string Name, SystemEnvironment Environment, RoundScope Scope, IReadOnlyList<string> Dataflows, string Testers, DateTimeOffset? Due, DateTimeOffset MadeAt, string MadeBy, string? ConsentBy, string? SignedBy, DateTimeOffset? SignedAt, string Statement, string? Hash, RoundTotals Totals)
{
    public static RoundShown Of(Round round, RoundTotals totals) => new(
        round.Id, round.Name, round.Environment, round.Scope, round.Dataflows, round.Testers, round.Due, round.MadeAt, round.MadeBy, round.ConsentBy, round.SignedBy, round.SignedAt, round.Statement, round.Hash, totals);
}

/// <summary>A line as the API shows it.</summary>
internal sealed record LineShown(
    string Id, string Dataflow, string Pair, string? Row, Side From, string Case, string A, string B, string Document, int DocumentLine, int Version, bool IsChanged, LineWord Result, string? By, bool IsMachine, DateTimeOffset? At, string Note, Guid? Run, int Evidence)
{
    public static LineShown Of(LineState state, Caller caller) => new(
        state.Line.Id, state.Line.DataflowId, state.Line.PairId, state.Line.RowId, state.Line.From, state.Line.Case.Word(), state.Line.A, state.Line.B, state.Line.Document, state.Line.DocumentLine, state.Line.Version, state.IsChanged,
        Word(state), state.Result?.By, state.Result?.IsMachine == true, state.Result?.At, caller.Sees.Said(ReportWords.Note(state.Result, System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)), state.Result?.RunId, state.Evidence);

    public static LineWord Word(LineState state) => state.IsRetest && state.Verdict != LineVerdict.NotTested ? LineWord.Retest : state.Verdict switch
    {
        LineVerdict.NotTested => LineWord.NotTested,
        LineVerdict.Pass => LineWord.Pass,
        LineVerdict.Fail => LineWord.Fail,
        LineVerdict.Blocked => LineWord.Blocked,
        LineVerdict.NotRelevant => LineWord.NotRelevant,
    };
}

/// <summary>What the machine found.</summary>
internal sealed record ProofShown(Guid Id, string Tag, ProofOutcome Outcome, double Seconds, IReadOnlyDictionary<string, int> Totals, IReadOnlyList<ProvedShown> Lines, IReadOnlyList<LeftShown> NotRestored)
{
    public static ProofShown Of(ProofReport report, Caller caller) => new(
        report.Id, report.Tag, report.Outcome, report.Took.TotalSeconds, new[] { LineVerdict.Pass, LineVerdict.Fail, LineVerdict.Blocked, LineVerdict.NotRelevant }.ToDictionary(verdict => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString()), report.Count),
        [.. report.Lines.Select(proof => new ProvedShown(proof.Line.Id, proof.Verdict, caller.Said(proof.Because), proof.RunId))], [.. report.Left.Select(record => new LeftShown(record.Entity, record.Record?.Text, record.PairId, caller.Said(record.Message)))]);
}

/// <summary>A line that was proved.</summary>
internal sealed record ProvedShown(string Line, LineVerdict Verdict, string Because, Guid? Run);

/// <summary>A test record that could not be cleaned up: a person must see to it.</summary>
internal sealed record LeftShown(string Entity, string? Record, string Pair, string Because);
