using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Simulation;

/// <summary>People who decide what the engine asks: once, twice in two tabs, after a third edit, and of deletes whose record has come back.</summary>
internal sealed class People(World world, Workload workload)
{
    /// <summary>Somebody decides something that waits.</summary>
    public async Task DecideAsync(Random random)
    {
        await using var db = await world.Databases.CreateDbContextAsync();
        var conflicts = (await db.Conflicts.AsNoTracking().Where(c => c.SettledAt == null && c.LinkId != null).ToListAsync()).OrderBy(c => c.Id).ToList();
        var deletes = (await db.Links.AsNoTracking().Where(l => l.State == Population.Deleted && l.AsksPerson).ToListAsync()).OrderBy(l => l.Id).ToList();
        if (conflicts.Count > 0 && (deletes.Count == 0 || random.Next(2) == 0)) await SettleAsync(random.Pick(conflicts), random);
        else if (deletes.Count > 0) await ApproveAsync(random.Pick(deletes), random);
    }

    private async Task SettleAsync(OpenConflict seen, Random random)
    {
        DecisionChoice[] choices = seen.Kind == ConflictKind.EditedAgainstDeleted
            ? [DecisionChoice.Delete, DecisionChoice.CreateAnew, DecisionChoice.KeepApart]
            : [DecisionChoice.TakeA, DecisionChoice.TakeB, DecisionChoice.TakeBase];
        // The person looked before the edit and decides after it; the engine may or may not have met the edit by then.
        if (random.Next(3) == 0) workload.Edit(random);
        var first = await world.Process.Decisions.SettleAsync(seen, random.Pick(choices), "Ann");
        Note($"Ann decides {seen.Subject}: {first.Outcome}");
        if (random.Next(2) == 0) return;
        var second = await world.Process.Decisions.SettleAsync(seen, random.Pick(choices), random.Next(2) == 0 ? "Ann" : "Bo");
        Note($"the same in another tab: {second.Outcome}");
        if (first.Outcome == DecisionOutcome.Stored && second.Outcome == DecisionOutcome.Stored) world.Broken.Add(new("I23", $"two decisions about {seen.Subject} were both taken"));
    }

    private async Task ApproveAsync(Link link, Random random)
    {
        var answer = random.Next(3) switch
        {
            0 => await world.Process.Decisions.KeepInsteadAsync(link.Id, random.Next(2) == 0, "Ann"),
            _ => await world.Process.Decisions.ApproveDeleteAsync(link.Id, "Ann"),
        };
        Note($"Ann decides the delete of {link.A} = {link.B}: {answer.Outcome}");
        // The other record is edited after the approval, and before a run carries it out.
        if (random.Next(3) == 0) workload.Edit(random);
    }

    private void Note(string what)
    {
        world.Happened.Note(Fault.Person);
        world.Trace.Add(what);
    }
}
