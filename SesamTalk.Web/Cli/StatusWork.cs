using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli;

/// <summary>How the dataflows stand.</summary>
internal static class StatusWork
{
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var dataflows = await services.GetRequiredService<DataflowStore>().AllAsync(cancellationToken);
        var counts = await services.GetRequiredService<PopulationCounts>().AllAsync(cancellationToken);
        var lines = new List<Line>();
        await using var db = await services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync(cancellationToken);
        foreach (var dataflow in dataflows)
        {
            var last = await db.Runs.AsNoTracking().Where(run => run.DataflowId == dataflow.Id && run.Trigger != RunTrigger.Verify).OrderByDescending(run => run.StartedAt).FirstOrDefaultAsync(cancellationToken);
            lines.Add(new(dataflow, counts.GetValueOrDefault(dataflow.Id)?.All ?? new Counts([]), last));
        }
        var text = lines.Count == 0 ? "There are no dataflows yet." : string.Join(Environment.NewLine, lines.Select(line => line.Text));
        return new(ExitCode.Done, text, VerbJson.Of(new { Dataflows = lines.Select(line => line.Json) }));
    }

    private sealed record Line(Dataflow Dataflow, Counts Counts, Run? Last)
    {
        public string Text => $"{Dataflow.Id}: {Dataflow.A.Name} ↔ {Dataflow.B.Name}{(Dataflow.PausedBecause is { } why ? $", paused ({why})" : "")}{Environment.NewLine}"
            + $"  in sync {Counts.Of(Headline.InSync)}, waiting {Counts.Of(Headline.Waiting)}, needs you {Counts.Of(Headline.NeedsYou)}, out of scope {Counts.Of(Headline.OutOfScope)}; "
            + (Last is null ? "never run" : $"last run {Last.StartedAt:yyyy-MM-dd HH:mm} UTC: {RunText.Words(Last.Outcome)}");

        public object Json => new
        {
            Dataflow.Id,
            Dataflow.Title,
            Dataflow.Version,
            A = Dataflow.A.Name,
            B = Dataflow.B.Name,
            Pairs = Dataflow.Pairs.Length,
            Paused = Dataflow.PausedBecause,
            Dataflow.Schedule,
            Counts = Enum.GetValues<Population>().ToDictionary(population => population.ToString(), Counts.Of),
            LastRun = Last is null ? (System.Text.Json.JsonElement?)null : RunText.Json(Last),
        };
    }
}
