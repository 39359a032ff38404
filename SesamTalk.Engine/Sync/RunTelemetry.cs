using System.Diagnostics;
using System.Diagnostics.Metrics;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Engine.Sync;

/// <summary>What runs tell to whoever measures: counts and times by dataflow, and a span for each run and step. Never a record's values.</summary>
public static class RunTelemetry
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "SesamTalk";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("sesamtalk.runs", description: "Runs that ended, by outcome.");
    private static readonly Counter<long> Writes = Meter.CreateCounter<long>("sesamtalk.writes", description: "Writes that took effect, by side and act.");
    private static readonly Counter<long> Failed = Meter.CreateCounter<long>("sesamtalk.writes.failed", description: "Writes that were refused, stale or unanswered.");
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("sesamtalk.conflicts", description: "Conflicts that opened or changed.");
    private static readonly Counter<long> Reads = Meter.CreateCounter<long>("sesamtalk.reads", description: "Changes read, by side.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("sesamtalk.run.duration", "s", "How long runs took.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600] });

    /// <summary>The span of a run, to be disposed at its end; null where nobody listens.</summary>
    internal static Activity? Begin(Run run) => Source.StartActivity("run")?.SetTag("sesamtalk.dataflow", run.DataflowId).SetTag("sesamtalk.run", run.Id.ToString()).SetTag("sesamtalk.kind", run.Kind.ToString()).SetTag("sesamtalk.trigger", run.Trigger.ToString());

    /// <summary>The span of one step of the run that is under way.</summary>
    internal static Activity? Step(string name) => Source.StartActivity(name);

    /// <summary>Counts a run that has ended.</summary>
    internal static void Ended(Run run)
    {
        Activity.Current?.SetTag("sesamtalk.outcome", run.Outcome.ToString()).SetTag("sesamtalk.reason", run.Reason.Code).SetStatus(run.Outcome is RunOutcome.Failed or RunOutcome.Interrupted ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
        var flow = KeyValuePair.Create("dataflow", (object?)run.DataflowId);
        Runs.Add(1, flow, new("outcome", run.Outcome.ToString()), new("kind", run.Kind.ToString()));
        if (run.EndedAt is { } ended) Duration.Record((ended - run.StartedAt).TotalSeconds, flow);
        if (run.Kind == RunKind.DryRun) return;
        Add(Reads, run.Counts.ReadA, flow, new("side", "a"));
        Add(Reads, run.Counts.ReadB, flow, new("side", "b"));
        Wrote(run.Counts.CreatedA, "a", "create");
        Wrote(run.Counts.CreatedB, "b", "create");
        Wrote(run.Counts.UpdatedA, "a", "update");
        Wrote(run.Counts.UpdatedB, "b", "update");
        Wrote(run.Counts.DeletedA, "a", "delete");
        Wrote(run.Counts.DeletedB, "b", "delete");
        Add(Failed, run.Counts.Failed, flow);
        Add(Conflicts, run.Counts.Conflicts, flow);

        void Wrote(int count, string side, string act) => Add(Writes, count, flow, new("side", side), new("act", act));
    }

    private static void Add(Counter<long> counter, int count, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (count > 0) counter.Add(count, tags);
    }
}
