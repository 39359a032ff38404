using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SesamTalk.Engine.Checklists.Reports;

/// <summary>A round as JSON for other programs: names of properties and words of results are English in every language; sentences are the reader's.</summary>
public static class RoundJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The text.</summary>
    public static string Of(RoundState state, RoundNames names, string language) => JsonSerializer.Serialize(new
    {
        Round = new { state.Round.Id, state.Round.Name, state.Round.Environment, state.Round.Scope, state.Round.Dataflows, state.Round.MadeAt, state.Round.MadeBy, state.Round.SignedBy, state.Round.SignedAt, state.Round.Statement, state.Round.Hash },
        Sentence = ReportWords.Sentence(state, language),
        Totals = new { state.Totals.Lines, state.Totals.Pass, state.Totals.Fail, state.Totals.Blocked, state.Totals.NotRelevant, state.Totals.Retest, state.Totals.NotTested, state.Totals.ByMachine },
        Lines = state.Lines.Select(line => new
        {
            line.Line.Id, line.Line.DataflowId, line.Line.PairId, line.Line.RowId, line.Line.From, Way = names.Way(line.Line), line.Line.Case, line.Line.A, line.Line.B, line.Line.Document, line.Line.DocumentLine,
            Result = line.IsRetest && line.Verdict != LineVerdict.NotTested ? "retest" : JsonNamingPolicy.CamelCase.ConvertName(line.Verdict.ToString()),
            line.Result?.By, line.Result?.At, line.Result?.IsMachine, Note = ReportWords.Note(line.Result, language), line.Result?.RunId, Seconds = line.Result?.Took?.TotalSeconds, line.Result?.Version, line.Evidence,
        }),
    }, Options);
}
