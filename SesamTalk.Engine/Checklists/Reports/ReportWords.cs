namespace SesamTalk.Engine.Checklists.Reports;

/// <summary>The words of reports, in English and Norwegian: one table for the page and every export.</summary>
public static class ReportWords
{
    /// <summary>A verdict; a line whose words changed since is to be tested again.</summary>
    public static string Verdict(LineState line, string language) => line.IsRetest && line.Verdict != LineVerdict.NotTested ? Pick(language, "Retest", "Test på nytt") : Verdict(line.Verdict, language);

    /// <summary>A verdict.</summary>
    public static string Verdict(LineVerdict verdict, string language) => verdict switch
    {
        LineVerdict.NotTested => Pick(language, "Not tested", "Ikke testet"),
        LineVerdict.Pass => Pick(language, "Pass", "Godkjent"),
        LineVerdict.Fail => Pick(language, "Fail", "Feilet"),
        LineVerdict.Blocked => Pick(language, "Blocked", "Blokkert"),
        LineVerdict.NotRelevant => Pick(language, "Not relevant", "Ikke aktuelt"),
    };

    /// <summary>What a line asks to be seen.</summary>
    public static string Case(LineCase of, string language) => of switch
    {
        LineCase.Created => Pick(language, "A new record gets a partner", "En ny post får en partner"),
        LineCase.NotCreated => Pick(language, "No record is created", "Ingen post blir opprettet"),
        LineCase.LinkedByKey => Pick(language, "Linked by merge key", "Koblet etter nøkkel"),
        LineCase.KeptInSync => Pick(language, "Kept in sync after the link", "Holdt i synk etter koblingen"),
        LineCase.Condition => Pick(language, "What the condition leaves out is left alone", "Det vilkåret utelater, blir stående urørt"),
        LineCase.Aspect => Pick(language, "What is not of this part is left alone", "Det som ikke hører til denne delen, blir stående urørt"),
        LineCase.Identity => Pick(language, "The link holds both ids", "Koblingen har begge id-ene"),
        LineCase.Create => Pick(language, "New record", "Ny post"),
        LineCase.Update => Pick(language, "Edited", "Endret"),
        LineCase.Clear => Pick(language, "Cleared", "Tømt"),
        LineCase.Special => Pick(language, "Special characters", "Spesialtegn"),
        LineCase.Longest => Pick(language, "Longest value", "Lengste verdi"),
        LineCase.Boundary => Pick(language, "Boundary values", "Grenseverdier"),
        LineCase.ListEdge => Pick(language, "First and last of the list", "Første og siste i listen"),
        LineCase.EditedOnBoth => Pick(language, "Edited on both sides", "Endret på begge sider"),
    };

    /// <summary>Who tested: a person or the machine.</summary>
    public static string Tester(bool isMachine, string language) => isMachine ? Pick(language, "machine", "maskin") : Pick(language, "person", "person");

    /// <summary>The sentence that a manager reads first.</summary>
    public static string Sentence(RoundState state, string language) => Sentence(state.Round, state.Totals, language);

    /// <summary>The same, of the totals alone.</summary>
    public static string Sentence(Round round, RoundTotals totals, string language)
    {
        var open = totals.NotTested + totals.Retest;
        var verdict = totals.Fail > 0 ? Pick(language, $"Not ready: {totals.Fail} of {totals.Lines} lines fail.", $"Ikke klar: {totals.Fail} av {totals.Lines} linjer feiler.")
            : totals.Blocked > 0 ? Pick(language, $"Not proved: {totals.Blocked} of {totals.Lines} lines could not be tested.", $"Ikke bevist: {totals.Blocked} av {totals.Lines} linjer kunne ikke testes.")
            : open > 0 ? Pick(language, $"On its way: {open} of {totals.Lines} lines are still to be tested.", $"Underveis: {open} av {totals.Lines} linjer gjenstår å teste.")
            : Pick(language, $"Ready: all {totals.Lines} lines are as the documents say.", $"Klar: alle {totals.Lines} linjer er som dokumentene sier.");
        return round.IsLocked ? verdict : verdict + Pick(language, " Preliminary: the round is open.", " Foreløpig: runden er åpen.");
    }

    /// <summary>The totals as words and numbers, in one order everywhere.</summary>
    public static IReadOnlyList<(string Word, int Count)> Totals(RoundTotals totals, string language) =>
    [
        (Pick(language, "Lines", "Linjer"), totals.Lines), (Verdict(LineVerdict.Pass, language), totals.Pass), (Verdict(LineVerdict.Fail, language), totals.Fail), (Verdict(LineVerdict.Blocked, language), totals.Blocked),
        (Verdict(LineVerdict.NotRelevant, language), totals.NotRelevant), (Pick(language, "Retest", "Test på nytt"), totals.Retest), (Verdict(LineVerdict.NotTested, language), totals.NotTested),
        (Pick(language, "By machine", "Av maskin"), totals.ByMachine),
    ];

    /// <summary>A machine's note in the reader's language; a person's as it was written.</summary>
    public static string Note(LineResult? result, string language) => result is null ? "" : result.IsMachine ? Reasons.Reason.Read(result.Note).In(language) : result.Note;

    internal static string Pick(string language, string english, string norwegian) => language == "nb" ? norwegian : english;
}
