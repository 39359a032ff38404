using System.Text.Json;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Cli;

/// <summary>A plan in lines and as JSON.</summary>
internal static class PlanLines
{
    private const int Shown = 200;

    public static string Line(StoredPlan plan) =>
        $"{plan.Id}  {plan.DataflowId}  {plan.MadeAt:yyyy-MM-dd HH:mm} UTC  {Words(plan)}: {Forecast(plan.Body.Forecast)}";

    public static string Text(StoredPlan plan)
    {
        var lines = new List<string> { $"Plan {plan.Id}, {Words(plan)}: {Forecast(plan.Body.Forecast)}" };
        if (!plan.Reason.IsEmpty) lines.Add($"  {plan.Reason}");
        lines.AddRange(plan.Body.Items.SelectMany(Of).Take(Shown));
        var all = plan.Body.Items.Sum(item => Of(item).Count());
        if (all > Shown) lines.Add($"  … and {all - Shown} more lines; --json has them all.");
        if (plan.State == PlanState.Made) lines.Add($"Run exactly this: plan run {plan.Id}");
        if (plan.State == PlanState.HeldBack) lines.Add($"Let it go: plan release {plan.Id}, then plan run {plan.Id}. Or: plan drop {plan.Id}");
        return string.Join(Environment.NewLine, lines);
    }

    public static JsonElement Json(StoredPlan plan, bool withItems) => VerbJson.Of(new
    {
        Plan = plan.Id,
        Dataflow = plan.DataflowId,
        Run = plan.RunId,
        Version = plan.DefinitionVersion,
        plan.MadeAt,
        plan.State,
        Reason = plan.Reason.ToString(),
        plan.DecidedBy,
        plan.DecidedAt,
        plan.Body.Forecast,
        plan.Body.Undoes,
        Items = !withItems ? null : plan.Body.Items.Select(item => new
        {
            Pair = item.PairId,
            item.Label,
            Link = item.LinkId,
            item.Links,
            Writes = item.Writes.Select(write => new { write.Side, write.Act, write.Target, write.Label, Because = write.Because.ToString(), write.Values }),
            Says = item.Says.Select(says => says.ToString()),
            Skipped = item.Skipped?.ToString(),
        }),
    });

    public static string Words(StoredPlan plan) => plan.State switch
    {
        PlanState.Made => "made",
        PlanState.HeldBack => "held back",
        PlanState.Released => $"released by {plan.DecidedBy}",
        PlanState.Dropped => $"dropped by {plan.DecidedBy}",
        PlanState.CarriedOut => "carried out",
        PlanState.Expired => "expired, since the dataflow was changed",
    };

    private static string Forecast(PlanForecast forecast)
    {
        (string Words, int Count)[] parts =
        [
            ("link", forecast.WillLink), ("create in the first", forecast.CreateInA), ("create in the second", forecast.CreateInB), ("update", forecast.Update),
            ("delete", forecast.Delete), ("conflicts", forecast.Conflicts), ("ambiguous", forecast.Ambiguous), ("waiting", forecast.Waiting),
        ];
        var said = parts.Where(part => part.Count > 0).Select(part => $"{part.Words} {part.Count}").ToList();
        return said.Count == 0 ? "nothing to do" : string.Join(", ", said);
    }

    private static IEnumerable<string> Of(StoredPlanItem item)
    {
        if (item.Links) yield return $"  {item.PairId}: link {item.Label}";
        foreach (var write in item.Writes)
        {
            yield return $"  {item.PairId}: {Act(write.Act)} {write.Label} in {(write.Side == Engine.Records.Side.A ? "the first" : "the second")} system ({write.Because})";
            foreach (var value in write.Values) yield return $"      {value.Path}: {value.Before ?? "–"} → {value.After ?? "–"}";
        }

        foreach (var says in item.Says) yield return $"  {item.PairId}: {item.Label}: {says}";
        if (item.Skipped is not null) yield return $"  {item.PairId}: {item.Label} left out: {item.Skipped}";
    }

    private static string Act(WriteAct act) => act switch
    {
        WriteAct.Create => "create",
        WriteAct.Update => "update",
        WriteAct.Delete => "delete",
        WriteAct.Archive => "archive",
    };
}
