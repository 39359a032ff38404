namespace SesamTalk.Web;

/// <summary>Every address of the site, built in one place; values are escaped here and nowhere else.</summary>
public static class TalkUrls
{
    public const string Home = "/";
    public const string Dataflows = "/dataflows";
    public const string DataflowRoute = "/dataflows/{Id}";
    public const string MappingRoute = "/dataflows/{Id}/mapping/{Pair}";
    public const string Links = "/links";
    public const string LinkRoute = "/links/{Id:guid}";
    public const string LinkDownloadRoute = "/links.csv";
    public const string Conflicts = "/conflicts";
    public const string ConflictRoute = "/conflicts/{Id:guid}";
    public const string Deletes = "/deletes";
    public const string Import = "/import";
    public const string Systems = "/systems";
    public const string SystemRoute = "/systems/{Id}";
    public const string NewSystemRoute = "/systems/new";
    public const string Runs = "/runs";
    public const string RunRoute = "/runs/{Id:guid}";
    public const string RunDownloadRoute = "/runs/{id:guid}/writes.csv";
    public const string FirstSteps = "/?first=show";
    public const string Checklists = "/checklists";
    public const string RoundRoute = "/checklists/{Id:guid}";
    public const string RoundReportRoute = "/checklists/{Id:guid}/report";
    public const string RoundDownloadRoute = "/checklists/{id:guid}/report/{format}";
    public const string EvidenceRoute = "/checklists/{id:guid}/evidence/{piece:guid}";
    public const string Settings = "/settings";
    public const string Help = "/help";
    public const string LanguageRoute = "/language/{culture}";
    public const string SignInRoute = "/systems/{id}/sign-in";
    public const string SignedIn = "/sign-in/callback";
    public const string Api = "/api";
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
    public const string Metrics = "/metrics";
    public const string HookRoute = "/hooks/{system}/{secret?}";
    public const string SignInPage = "/sign-in";
    public const string SecondFactor = "/sign-in/code";
    public const string SignOut = "/sign-out";
    public const string SetUpPage = "/set-up";
    public const string JoinPage = "/join";
    public const string Account = "/account";
    public const string Users = "/users";
    public const string Audit = "/audit";
    public const string AuditFileRoute = "/audit/audit.csv";
    public const string NotFound = "/not-found";
    public const string Failure = "/failure";

    /// <summary>One dataflow, at a tab, and at one line of its document where <paramref name="line"/> names it.</summary>
    public static string Dataflow(string id, string? tab = null, string? line = null) =>
        With($"{Dataflows}/{Uri.EscapeDataString(id)}", ("tab", tab)) + (line is null ? "" : "#" + Uri.EscapeDataString(line));

    /// <summary>One pair of a dataflow.</summary>
    public static string PairOf(string id, string pair) => With($"{Dataflows}/{Uri.EscapeDataString(id)}", ("pair", pair));

    /// <summary>The editor of a pair's property table, at a line where it is given.</summary>
    public static string Mapping(string id, string pair, string? line = null) =>
        With($"{Dataflows}/{Uri.EscapeDataString(id)}/mapping/{Uri.EscapeDataString(pair)}", ("line", line));

    /// <summary>One dataflow with its schedule open.</summary>
    public static string ScheduleOf(string id) => With($"{Dataflows}/{Uri.EscapeDataString(id)}", ("panel", "schedule"));

    /// <summary>The links list, searched and narrowed to one dataflow where they are given.</summary>
    public static string LinksOf(string? query = null, string? dataflow = null, string? pair = null, string? state = null) =>
        With(Links, ("q", query), ("dataflow", dataflow), ("pair", pair), ("state", state));

    /// <summary>The records of a dataflow that have no partner, in a state.</summary>
    public static string AloneOf(string dataflow, string state) => With(Links, ("part", "alone"), ("dataflow", dataflow), ("state", state));

    /// <summary>The links that fit, as a file.</summary>
    public static string LinkDownload(string? query, string? dataflow, string? pair, string? state, string? age) =>
        With(LinkDownloadRoute, ("q", query), ("dataflow", dataflow), ("pair", pair), ("state", state), ("age", age));

    /// <summary>One link, as it was at a moment where one is given.</summary>
    public static string Link(Guid id, string? at = null) => With($"{Links}/{id}", ("at", at));

    /// <summary>The conflicts, narrowed to what is given.</summary>
    public static string ConflictsOf(string? dataflow = null, string? pair = null, string? property = null, string? kind = null, string? status = null) =>
        With(Conflicts, ("status", status), ("dataflow", dataflow), ("pair", pair), ("property", property), ("kind", kind));

    /// <summary>One conflict.</summary>
    public static string Conflict(Guid id) => $"{Conflicts}/{id}";

    /// <summary>The deletes that wait, of one dataflow where it is given.</summary>
    public static string DeletesOf(string? dataflow = null) => With(Deletes, ("dataflow", dataflow));

    /// <summary>One connected system, at a tab.</summary>
    public static string System(string id, string? tab = null) => With($"{Systems}/{Uri.EscapeDataString(id)}", ("tab", tab));

    /// <summary>Where a person begins to sign in to a system; leads away from this site.</summary>
    public static string SignIn(string id) => $"{Systems}/{Uri.EscapeDataString(id)}/sign-in";

    /// <summary>The page that a sign-in ends on: the system's, or the list where it is not known whose it was.</summary>
    public static string AfterSignIn(string? id, string result) => id is null ? With(Systems, ("signIn", result)) : With($"{Systems}/{Uri.EscapeDataString(id)}", ("signIn", result));

    /// <summary>Where a system tells by itself that something happened.</summary>
    public static string Hook(string id) => $"/hooks/{Uri.EscapeDataString(id)}";

    /// <summary>The form that connects a system; for the id and the name that a dataflow gives it already.</summary>
    public static string NewSystem(string? id = null, string? name = null) => With(NewSystemRoute, ("for", id), ("name", name));

    /// <summary>The runs, narrowed to a dataflow, a status and a time where they are given.</summary>
    public static string RunsOf(string? dataflow = null, string? status = null, string? from = null, string? to = null) =>
        With(Runs, ("dataflow", dataflow), ("status", status), ("from", from), ("to", to));

    /// <summary>One run, at a tab.</summary>
    public static string Run(Guid id, string? tab = null) => With($"{Runs}/{id}", ("tab", tab));

    /// <summary>A run's writes as a file.</summary>
    public static string RunDownload(Guid id) => $"{Runs}/{id}/writes.csv";

    /// <summary>One round of testing, at a line where one is given.</summary>
    public static string Round(Guid id, string? line = null) => With($"{Checklists}/{id}", ("line", line));

    /// <summary>What a round showed, to read and to print.</summary>
    public static string RoundReport(Guid id) => $"{Checklists}/{id}/report";

    /// <summary>A round's results as a file: csv, rst or json.</summary>
    public static string RoundDownload(Guid id, string format) => $"{Checklists}/{id}/report/{format}";

    /// <summary>A piece of a round's evidence as a file.</summary>
    public static string Evidence(Guid round, Guid piece) => $"{Checklists}/{round}/evidence/{piece}";

    /// <summary>The rounds, with the form for a new one over a dataflow.</summary>
    public static string NewRound(string dataflow) => With(Checklists, ("dataflow", dataflow));

    /// <summary>Where a stranger signs in, to come back to <paramref name="back"/>, a local address.</summary>
    public static string SignInTo(string? back) => With(SignInPage, ("back", back is null or Home ? null : back));

    /// <summary>Where the second step of a sign-in is asked for.</summary>
    public static string SecondFactorTo(string? back) => With(SecondFactor, ("back", back is null or Home ? null : back));

    /// <summary>Where the first admin sets the installation up.</summary>
    public static string SetUp(string code) => With(SetUpPage, ("code", code));

    /// <summary>Where somebody who was invited chooses a password.</summary>
    public static string Join(string account, string code) => With(JoinPage, ("user", account), ("code", code));

    /// <summary>One's own account, with what a form of it led to.</summary>
    public static string AccountSaid(string said) => With(Account, ("said", said));

    /// <summary>The audit as a file, narrowed as a page's address is.</summary>
    public static string AuditFile(string? who, string? action, string? about, DateTimeOffset? from, DateTimeOffset? to) =>
        With(AuditFileRoute, ("who", who), ("action", action), ("object", about), ("from", from?.ToString("O")), ("to", to?.ToString("O")));

    /// <summary>The audit, narrowed to what is given.</summary>
    public static string AuditOf(string? who = null, string? action = null, string? about = null) => With(Audit, ("who", who), ("action", action), ("object", about));

    /// <summary>Sets the language and comes back to <paramref name="back"/>, a local address.</summary>
    public static string Language(string culture, string back) => With("/language/" + culture, ("back", back));

    /// <summary><paramref name="address"/> if it stays on this site, else the home page: no open redirect.</summary>
    public static string LocalOrHome(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : Home;

    private static string With(string path, params (string Name, string? Value)[] query)
    {
        var parts = query.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        var joined = string.Join('&', parts);
        return joined.Length == 0 ? path : $"{path}?{joined}";
    }
}
