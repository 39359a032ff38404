using System.Collections.Immutable;
using System.Globalization;

namespace SesamTalk.Engine.Simulation.Failures;

/// <summary>What happened in a simulation, in the order in which it happened, for a person.</summary>
/// <param name="Events">Acts of people and runs, until everything was left to rest.</param>
/// <param name="Lines">All of it, with what was held, seen, decided and written. A run in which nothing happened is one line.</param>
internal sealed record Timeline(ImmutableArray<string> Events, ImmutableArray<string> Lines)
{
    private const string Rest = "faults off";

    /// <summary>The timeline of a simulation that has come to its end.</summary>
    public static Timeline Of(Evidence evidence)
    {
        var trace = evidence.World.Trace.Entries;
        var before = trace.TakeWhile(entry => !entry.What.StartsWith(Rest, StringComparison.Ordinal)).ToList();
        return new Timeline([.. Happenings(before)], [.. Chapters(evidence, trace).SelectMany(chapter => Text(evidence, chapter)), .. Held(evidence, DateTimeOffset.MaxValue, "in the end")]);
    }

    // What a system did wrong belongs to the run that met it.
    private static List<string> Happenings(List<(DateTimeOffset At, string What)> entries)
    {
        var events = new List<string>();
        foreach (var (_, what) in entries)
        {
            if (Told.IsEvent(what)) events.Add(Told.Of(what)!);
            else if (what.Contains("simulated: ", StringComparison.Ordinal) && events.Count > 0) events[^1] += $"; {what[what.IndexOf("simulated: ", StringComparison.Ordinal)..]}";
        }

        return events;
    }

    /// <summary>A run with all that happened while it was under way, or a single line outside runs.</summary>
    private static IEnumerable<List<(DateTimeOffset At, string What)>> Chapters(Evidence evidence, IReadOnlyList<(DateTimeOffset At, string What)> trace)
    {
        var all = trace.Concat(Decisions(evidence)).Select((entry, order) => (entry, order)).OrderBy(e => e.entry.At).ThenBy(e => e.order).Select(e => e.entry);
        var (chapter, open) = (new List<(DateTimeOffset, string)>(), 0);
        foreach (var entry in all)
        {
            chapter.Add(entry);
            if (Told.Begins(entry.What) is not null) open++;
            if (Told.Ends(entry.What) is not null) open--;
            if (open > 0) continue;
            yield return chapter;
            chapter = [];
        }

        if (chapter.Count > 0) yield return chapter;
    }

    private static IEnumerable<(DateTimeOffset At, string What)> Decisions(Evidence evidence) =>
        evidence.Entries.Select(entry => (entry.IntendedAt, $"  decides {entry.PairId}: {entry.Act} on side {entry.Side} of {entry.Label} because {entry.Because}"))
            .Concat(evidence.Conflicts.Select(conflict => (conflict.OpenedAt, $"  asks a person about {conflict.PairId} {conflict.Subject}: {conflict.A ?? "nothing"} or {conflict.B ?? "nothing"}")))
            .Concat(evidence.Links.Select(link => (link.LinkedAt, $"  links {link.PairId} {link.A} = {link.B}: {link.Because}")));

    private static IEnumerable<string> Text(Evidence evidence, List<(DateTimeOffset At, string What)> chapter)
    {
        var isQuiet = chapter.Count > 1 && chapter.All(entry => !entry.What.StartsWith("  ", StringComparison.Ordinal) && !entry.What.Contains(nameof(Moment.BeforeWrite), StringComparison.Ordinal)
            && (!Told.IsEvent(entry.What) || Told.Begins(entry.What) is not null) && !entry.What.Contains("simulated: ", StringComparison.Ordinal));
        if (isQuiet) return [$"{Time(chapter[0].At)} {chapter[0].What}; {chapter[^1].What}"];
        var held = Told.Begins(chapter[0].What) is null ? [] : Held(evidence, chapter[0].At, "before it");
        var told = chapter.Select(entry => (entry.At, Text: entry.What.StartsWith("  ", StringComparison.Ordinal) ? entry.What : Told.Of(entry.What))).Where(entry => entry.Text is not null).Select(entry => $"{Time(entry.At)} {entry.Text}").ToList();
        return told.Take(1).Concat(held).Concat(told.Skip(1));
    }

    private static IEnumerable<string> Held(Evidence evidence, DateTimeOffset until, string when) =>
        from system in evidence.World.Systems.Values
        from entity in system.Memory.Description.Entities
        from record in JournalView.Records(system, entity.Name, act => until == DateTimeOffset.MaxValue || system.RightTime(act) <= until)
        select $"             {when} {system.Id} holds {entity.Name} {record.Change.Id}: {string.Join(", ", record.Change.Record!.Known().Where(value => !Records.Values.IsBlank(value.Value) && value.Key != entity.Schema.Properties[entity.Schema.KeySlot].Path).Select(value => $"{value.Key}={Convert.ToString(value.Value, CultureInfo.InvariantCulture)}"))}";

    private static string Time(DateTimeOffset at) => at.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
