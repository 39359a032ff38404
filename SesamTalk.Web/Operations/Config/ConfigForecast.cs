using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Operations.Config;

/// <summary>What one run would write into one system.</summary>
public sealed record ConfigWrites(string System, int Creates, int Updates, int Deletes);

/// <summary>What the next run of a dataflow would do by a definition, beside what it would do by the one in force. Both systems are read; nothing is written anywhere.</summary>
/// <param name="Text">For a person.</param>
/// <param name="Writes">What would be written, system by system; empty where it could not be found out.</param>
/// <param name="WritesNow">The same by the definition in force.</param>
public sealed record ForecastRun(string Text, IReadOnlyList<ConfigWrites> Writes, IReadOnlyList<ConfigWrites> WritesNow);

/// <summary>Plans the next run of a changed dataflow before the change is applied, by the planner that carries it out.</summary>
public sealed class ConfigForecast(Previews previews)
{
    /// <summary>The changes again, those of rules with what the next run would do.</summary>
    public async Task<IReadOnlyList<ConfigChange>> OfAsync(ConfigFile wanted, IReadOnlyList<ConfigChange> changes, CancellationToken ct)
    {
        List<ConfigChange> told = [];
        foreach (var change in changes)
            told.Add(change.ChangesRules && wanted.Dataflows.FirstOrDefault(flow => change.What == ConfigChange.About(flow)) is { } flow ? change with { Forecast = await OfAsync(flow, changes, ct) } : change);
        return told;
    }

    private async Task<ForecastRun> OfAsync(Dataflow wanted, IReadOnlyList<ConfigChange> changes, CancellationToken ct)
    {
        var then = await previews.OfDefinitionAsync(wanted.Id, now => wanted with { Version = now.Version }, ct);
        if (then.Body is not { } body) return new($"The next run by it could not be planned: {then.Reason}", [], []);
        var now = await previews.OfDefinitionAsync(wanted.Id, stored => stored, ct);
        var moves = changes.Any(change => change.Kind != ConfigChange.NotInFile && new[] { wanted.A.SystemId, wanted.B.SystemId }.Any(id => change.What == $"system/{id}"));
        var text = $"The next run by it: {Said(wanted, body)}. Without the change: {(now.Body is { } before ? Said(wanted, before) : now.Reason)}."
            + (then.HeldBack is { } brake ? $" A brake would hold it back: {brake}" : "") + (moves ? " It is planned with the systems as they are now." : "");
        return new(text, Writes(wanted, body), now.Body is { } asIs ? Writes(wanted, asIs) : []);
    }

    private static List<ConfigWrites> Writes(Dataflow flow, PlanBody body)
    {
        return [.. new[] { Side.A, Side.B }.Select(side => new ConfigWrites(flow.On(side).SystemId ?? flow.On(side).Name, Count(side, WriteAct.Create), Count(side, WriteAct.Update), Count(side, WriteAct.Delete) + Count(side, WriteAct.Archive)))];

        int Count(Side side, WriteAct act) => body.Items.SelectMany(item => item.Writes).Count(write => write.Side == side && write.Act == act);
    }

    private static string Said(Dataflow flow, PlanBody body)
    {
        var said = Writes(flow, body).Where(one => one.Creates + one.Updates + one.Deletes > 0).Select(one => $"in {one.System} create {one.Creates}, update {one.Updates}, delete {one.Deletes}").ToList();
        (string Words, int Count)[] beside = [("link", body.Forecast.WillLink), ("conflicts", body.Forecast.Conflicts), ("ambiguous", body.Forecast.Ambiguous), ("waiting", body.Forecast.Waiting)];
        said.AddRange(beside.Where(one => one.Count > 0).Select(one => $"{one.Words} {one.Count}"));
        return said.Count == 0 ? "nothing to do" : string.Join("; ", said);
    }
}
