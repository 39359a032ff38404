using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Web.Operations;

/// <summary>What somebody is told of a dataflow: that it is not fresh, with what to do, or that it is again.</summary>
/// <param name="Kind"><c>stale</c> or <c>fresh-again</c>.</param>
/// <param name="Dataflow">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="LastSuccess">When it last ran well; null where it never did.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">What is the case, why, and what to do.</param>
/// <param name="Address">Where to look; null where the site's address is not set.</param>
public sealed record AlertMessage(string Kind, string Dataflow, string Title, DateTimeOffset? LastSuccess, string Subject, string Text, string? Address)
{
    public const string Stale = "stale", FreshAgain = "fresh-again";

    /// <summary>What is told of a dataflow that is not fresh.</summary>
    public static AlertMessage OfStale(DataflowFreshness flow, DateTimeOffset now, string language, Uri? site)
    {
        var isNorwegian = language == "nb";
        var hours = (int)(now - flow.Since).TotalHours;
        var subject = isNorwegian ? $"SesamTalk: {flow.Flow.Title} har ikke gått bra på {hours} timer" : $"SesamTalk: {flow.Flow.Title} has had no successful run for {hours} hours";
        var last = flow.LastSuccess is { } at
            ? isNorwegian ? $"Siste kjøring som gikk bra, sluttet {at:yyyy-MM-dd HH:mm} UTC." : $"Its last successful run ended {at:yyyy-MM-dd HH:mm} UTC."
            : isNorwegian ? "Den har aldri gått bra." : "It has never run well.";
        var reason = flow.LastRun is { Reason.IsEmpty: false } run ? (isNorwegian ? "Den siste kjøringen: " : "The last run: ") + run.Reason.In(language) : "";
        return new(Stale, flow.Flow.Id, flow.Flow.Title, flow.LastSuccess, subject, string.Join('\n', new[] { last, reason, Advice(flow.LastRun, isNorwegian) }.Where(line => line.Length > 0)), AddressOf(flow, site));
    }

    /// <summary>What is told of a dataflow that runs well again.</summary>
    public static AlertMessage OfFresh(DataflowFreshness flow, string language, Uri? site) => new(
        FreshAgain, flow.Flow.Id, flow.Flow.Title, flow.LastSuccess, language == "nb" ? $"SesamTalk: {flow.Flow.Title} går bra igjen" : $"SesamTalk: {flow.Flow.Title} runs well again",
        language == "nb" ? "Ingenting mer må gjøres." : "Nothing more is to be done.", AddressOf(flow, site));

    private static string? AddressOf(DataflowFreshness flow, Uri? site) =>
        site is null ? null : new Uri(site, flow.LastRun is { } run ? TalkUrls.Run(run.Id) : TalkUrls.Dataflow(flow.Flow.Id)).AbsoluteUri;

    private static string Advice(Run? last, bool isNorwegian)
    {
        if (last is null) return isNorwegian ? "Se om programmet er oppe (/health/ready) og om tidsplanen er lagret." : "See whether the program is up (/health/ready) and whether its schedule is stored.";
        return OfOutcome(last, isNorwegian);
    }

    private static string OfOutcome(Run last, bool isNorwegian) => last.Outcome switch
    {
        RunOutcome.HeldBack => isNorwegian ? "En brems holder planen tilbake. Les planen, og slipp den eller forkast den." : "A brake holds the plan back. Read the plan, then release it or drop it.",
        RunOutcome.Failed when last.Reason.Has(ReasonCodes.NotConnected) => isNorwegian ? "Koble systemet til under Systemer." : "Connect the system under Systems.",
        RunOutcome.Failed => isNorwegian ? "Les kjøringens grunn. Er definisjonen feil, rett den; er det en feil i SesamTalk, står den i loggen." : "Read the run's reason. Where the definition is wrong, mend it; a mistake of SesamTalk itself stands in its log.",
        RunOutcome.Interrupted => isNorwegian ? "Test forbindelsen under Systemer. Neste kjøring fortsetter der denne stanset; ingenting er tapt." : "Test the connection under Systems. The next run goes on where this one stopped; nothing is lost.",
        RunOutcome.Running => isNorwegian ? "En kjøring pågår ennå. Se hvor langt den er kommet." : "A run is still under way. See how far it has come.",
        RunOutcome.NothingToDo or RunOutcome.Done or RunOutcome.DoneWithConflicts => isNorwegian ? "Ingen kjøring er begynt siden da. Se om programmet er oppe og om tidsplanen passer." : "No run has begun since. See whether the program is up and whether its schedule fits.",
    };
}
