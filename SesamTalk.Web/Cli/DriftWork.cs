using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Cli;

/// <summary>Compares everything that counts as in sync with what both systems hold now.</summary>
internal static class DriftWork
{
    private const int Shown = 50;

    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, string dataflowId, CancellationToken cancellationToken)
    {
        var all = await services.GetRequiredService<DataflowStore>().AllAsync(cancellationToken);
        var asked = all.Where(dataflow => dataflowId.Length == 0 || dataflow.Id == dataflowId).ToList();
        if (asked.Count == 0) return VerbAnswer.BadInput(dataflowId.Length == 0 ? "There are no dataflows yet." : $"There is no dataflow '{dataflowId}'. Nothing was done.");
        var (audit, reports) = (services.GetRequiredService<DriftAudit>(), new List<(Dataflow Dataflow, DriftReport Report)>());
        foreach (var dataflow in asked) reports.Add((dataflow, await audit.OfAsync(dataflow.Id, cancellationToken)));
        var isClean = reports.TrueForAll(one => one.Report is { Reason: null, Drifted.IsEmpty: true });
        return new(isClean ? ExitCode.Done : ExitCode.Failed, string.Join(Environment.NewLine, reports.SelectMany(one => Lines(one.Dataflow, one.Report))), VerbJson.Of(new { Dataflows = reports.Select(one => Json(one.Dataflow, one.Report)) }));
    }

    private static IEnumerable<string> Lines(Dataflow dataflow, DriftReport report)
    {
        if (report.Reason is { } why)
        {
            yield return $"{dataflow.Id}: could not be compared. {why}";
            yield break;
        }

        yield return $"{dataflow.Id}: {report.Compared} links in sync compared, {report.Drifted.Length} differ.";
        foreach (var link in report.Drifted.Take(Shown)) yield return $"  {link.Link.PairId} {link.Link.A} = {link.Link.B} ({link.Link.Id}): {string.Join("; ", Differences(dataflow, link))}";
        if (report.Drifted.Length > Shown) yield return $"  and {report.Drifted.Length - Shown} more; --json lists all of them.";
        if (!report.Drifted.IsEmpty) yield return $"  To put it right: sync {dataflow.Id} --everything";
    }

    private static IEnumerable<string> Differences(Dataflow dataflow, LookedLink link) => (link.IsGoneA, link.IsGoneB) switch
    {
        (true, true) => ["gone in both"],
        (true, false) => [$"gone in {dataflow.A.Name}"],
        (false, true) => [$"gone in {dataflow.B.Name}"],
        _ => link.Properties.Select(property => $"{property.Key} is “{property.A}” and “{property.B}”"),
    };

    private static object Json(Dataflow dataflow, DriftReport report) => new
    {
        dataflow.Id,
        report.Compared,
        NotCompared = report.Reason?.ToString(),
        Drifted = report.Drifted.Select(link => new
        {
            link.Link.Id,
            Pair = link.Link.PairId,
            A = link.Link.A.Text,
            B = link.Link.B.Text,
            link.IsGoneA,
            link.IsGoneB,
            Properties = link.Properties.Select(property => new { property.Key, property.A, property.B, property.State }),
        }),
    };
}
