using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Pages;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.Web.Api.V1;

/// <summary>AU-1: whatever a program changes leaves one entry in the audit, under its owner's name.</summary>
public sealed class AuditedActsTests(ApiSite site) : IClassFixture<ApiSite>
{
    private static readonly Guid Held = Guid.Parse("01957000-0000-7000-8000-00000000a010"), Paused = Guid.Parse("01957000-0000-7000-8000-00000000a011"), Deleted = Guid.Parse("01957000-0000-7000-8000-00000000a012"), Parted = Guid.Parse("01957000-0000-7000-8000-00000000a013"), Person = Guid.Parse("01957000-0000-7000-8000-00000000a014");

    /// <summary>Each address that changes something: what is sent to it, and the act that the entry names. In this order.</summary>
    private static readonly (string Address, object Body, string Act, string Says)[] Table =
    [
        ($"dataflows/{PageData.Unnamed}/runs", new { kind = "changes" }, "run.asked", ": Changes."),
        ($"runs/{ApiSite.Written}/undo", new { }, "run.asked", "undo the run"),
        ($"plans/{Held}/release", new { }, "plan", "HeldBack → Released"),
        ($"plans/{Held}/run", new { }, "run.asked", "carry out the plan"),
        ($"plans/{Held}/drop", new { }, "plan", "Released → Dropped"),
        ($"dataflows/{PageData.Unnamed}/pause", new { because = "Year end" }, "dataflow.paused", "Year end"),
        ($"dataflows/{PageData.Unnamed}/resume", new { }, "dataflow.resumed", "resumed"),
        ($"links/{Paused}/pause", new { because = "Look" }, "record", "InSync → Paused"),
        ($"links/{Paused}/resume", new { }, "record", "Paused → Waiting"),
        ($"links/{Paused}/retry", new { }, "record", "Waiting → Waiting"),
        ($"conflicts/{ApiSite.Conflict}/decision", new { choice = "takeB" }, "decision", "TakeB"),
        ($"deletes/{Deleted}/approve", new { }, "decision", "Delete"),
        ($"persons/{Person}/erase", new { }, "person.erased", "1 links"),
    ];

    [Fact]
    public async Task AU_1_Each_change_leaves_one_entry_with_who_and_what_it_was_before()
    {
        await SeedAsync();
        using var admin = await site.ProgramAsync(Role.Admin);
        List<string> wrong = [];
        foreach (var (address, body, act, says) in Table)
        {
            var before = (await site.Site.AuditAsync(500)).Select(entry => entry.Id).ToHashSet();
            using var answer = await admin.PostAsJsonAsync("/api/v1/" + address, body);
            var left = (await site.Site.AuditAsync(500)).Where(entry => !before.Contains(entry.Id) && entry.Who == "admin").ToList();
            if (!answer.IsSuccessStatusCode) wrong.Add($"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            else if (left is not [var one] || one.Act != act || !one.Sentence.Contains(says, StringComparison.Ordinal)) wrong.Add($"{address}: {string.Join(" | ", left)}");
        }

        wrong.ShouldBeEmpty();
    }

    private async Task SeedAsync()
    {
        await using var db = await site.Site.App.Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        var now = TimeProvider.System.GetUtcNow();
        db.Plans.Add(new StoredPlan { Id = Held, DataflowId = PageData.Unnamed, RunId = Guid.CreateVersion7(), DefinitionVersion = 1, MadeAt = now, State = PlanState.HeldBack, Reason = Reason.None, Body = new PlanBody([], new PlanForecast(0, 0, 0, 0, 0, 0, 0, 0, 0)) });
        foreach (var (id, state) in new[] { (Paused, Population.InSync), (Deleted, Population.Deleted), (Parted, Population.InSync), (Person, Population.InSync) })
            db.Links.Add(new Link { Id = id, DataflowId = PageData.Unnamed, PairId = "customers-person--customers-person", A = new RecordId("a" + id), B = new RecordId("b" + id), LabelA = "Somebody", LabelB = "Somebody", Origin = LinkOrigin.Found, State = state, AsksPerson = state == Population.Deleted, LinkedAt = now, ChangedAt = now });
        await db.SaveChangesAsync();
    }
}
