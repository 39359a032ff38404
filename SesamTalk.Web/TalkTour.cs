namespace SesamTalk.Web;

/// <summary>Every page of the site once, as the demo has it, by a name for its picture.</summary>
internal static class TalkTour
{
    private const string Flow = "powerofficego-unnamed", Pair = "customers-person--customers-person", System = "poweroffice-go";

    /// <summary>The pages; those of a run, a conflict, a link and a round only where there is one.</summary>
    public static IReadOnlyList<(string Name, string Address)> Of(Guid? run, Guid? conflict, Guid? link, Guid? round)
    {
        List<(string, string)> pages =
        [
            ("overview", TalkUrls.Home), ("dataflows", TalkUrls.Dataflows), ("dataflow", TalkUrls.PairOf(Flow, Pair)), ("dataflow-line", TalkUrls.PairOf(Flow, Pair) + "&view=technical&row=mailaddress.city~city"), ("dataflow-rules", TalkUrls.Dataflow(Flow, "rules")), ("dataflow-links", TalkUrls.Dataflow(Flow, "links")),
            ("dataflow-runs", TalkUrls.Dataflow(Flow, "runs")), ("dataflow-document", TalkUrls.Dataflow(Flow, "document")), ("dataflow-checklist", TalkUrls.Dataflow(Flow, "checklist")), ("dataflow-schedule", TalkUrls.ScheduleOf(Flow)),
            ("mapping", TalkUrls.Mapping(Flow, Pair)), ("mapping-line", TalkUrls.Mapping(Flow, Pair, "mailaddress.city~city")), ("mapping-suggestions", TalkUrls.Mapping(Flow, Pair) + "?tab=suggestions"), ("mapping-fields", TalkUrls.Mapping(Flow, Pair) + "?tab=free"),
            ("links", TalkUrls.Links), ("links-alone", TalkUrls.Links + "?part=alone"), ("conflicts", TalkUrls.Conflicts), ("deletes", TalkUrls.Deletes), ("runs", TalkUrls.Runs), ("checklists", TalkUrls.Checklists), ("systems", TalkUrls.Systems), ("system", TalkUrls.System(System)),
            ("system-schema", TalkUrls.System(System, "schema")), ("system-limits", TalkUrls.System(System, "limits")), ("system-timeline", TalkUrls.System(System, "timeline")), ("system-new", TalkUrls.NewSystem()),
            ("import", TalkUrls.Import), ("users", TalkUrls.Users), ("audit", TalkUrls.Audit), ("settings", TalkUrls.Settings), ("help", TalkUrls.Help),
        ];
        if (run is { } ran) pages.AddRange([("run", TalkUrls.Run(ran)), ("run-changes", TalkUrls.Run(ran, "changes"))]);
        if (conflict is { } open) pages.Add(("conflict", TalkUrls.Conflict(open)));
        if (link is { } linked) pages.AddRange([("link", TalkUrls.Link(linked)), ("link-raw", TalkUrls.Link(linked) + "?panel=raw")]);
        if (round is { } begun) pages.AddRange([("round", TalkUrls.Round(begun)), ("round-report", TalkUrls.RoundReport(begun))]);
        return pages;
    }
}
