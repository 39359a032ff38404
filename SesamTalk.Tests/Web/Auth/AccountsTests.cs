using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using SesamTalk.Web.Cli;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>Accounts from the first admin to the last, their tokens, and the record of it.</summary>
public sealed class AccountsTests : IAsyncDisposable
{
    private const string Good = "fjord herring umbrella";
    private readonly GuardedSite _site = new();

    private IServiceProvider Services => _site.App.Services;

    private Accounts Accounts => Services.GetRequiredService<Accounts>();

    [Fact]
    public async Task SI_2_The_first_admin_is_made_once_by_the_address_that_the_server_told()
    {
        using var browser = new Browsing(_site.App);
        (await browser.ReadAsync("/set-up")).ShouldContain("This link is over");
        (await browser.ReadAsync("/set-up?code=guessed")).ShouldContain("This link is over");
        var link = TalkLink();
        (await SetUpAsync(link, "kari", "password1234")).ShouldContain("too short or too easy to guess");
        (await SetUpAsync(link, "kari<script>", Good)).ShouldContain("This name cannot be taken");
        using (var made = await browser.SendAsync(link, new Dictionary<string, string> { ["Form.Name"] = "kari", ["Form.Password"] = Good })) made.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Client.GetAsync("/users")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.ReadAsync(link)).ShouldContain("This link is over");
        (await Accounts.SetUpAsync("guessed", "ola", Good, CancellationToken.None)).Outcome.ShouldBe(AccountOutcome.LinkOver);
        (await Accounts.OpenSetUpAsync(CancellationToken.None)).ShouldBeNull();
        (await Accounts.AllAsync(CancellationToken.None)).Select(one => (one.UserName, one.Role)).ShouldBe([("kari", Role.Admin)]);
    }

    [Fact]
    public async Task US_1_The_last_admin_stays_and_who_is_added_chooses_a_password_by_a_link_that_works_once()
    {
        var admin = await _site.AccountAsync(Role.Admin);
        foreach (var take in new[] { Accounts.RemoveAsync("x", admin.Id, default), Accounts.GiveRoleAsync("x", admin.Id, Role.Viewer, default), Accounts.ShutOutAsync("x", admin.Id, true, default) })
            (await take).Outcome.ShouldBe(AccountOutcome.LastAdmin);
        // Somebody who has not come yet cannot let anybody in either.
        var added = await Accounts.AddAsync("admin", "ola nordmann", Role.Admin, default);
        (await Accounts.RemoveAsync("x", admin.Id, default)).Outcome.ShouldBe(AccountOutcome.LastAdmin);
        (await Accounts.AddAsync("admin", "Ola Nordmann", Role.Viewer, default)).Outcome.ShouldBe(AccountOutcome.NameTaken);

        using var browser = new Browsing(_site.App);
        using (var weak = await JoinAsync(added.Link!, "ola nordmann")) (await weak.Content.ReadAsStringAsync()).ShouldContain("too short or too easy");
        using (var joined = await JoinAsync(added.Link!, Good)) joined.Headers.Location!.ToString().ShouldEndWith("/sign-in");
        (await browser.ReadAsync(added.Link!)).ShouldContain("This link is over");
        using (var signedIn = await browser.SignInAsync("ola nordmann", Good)) signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Accounts.RemoveAsync("ola nordmann", admin.Id, default)).Outcome.ShouldBe(AccountOutcome.Done);

        // A link to a new password ends the old one, and every session.
        var ola = (await Accounts.AllAsync(default)).Single();
        await Accounts.AddAsync("x", "second", Role.Admin, default);
        var reset = await Accounts.ResetAsync("second", ola.Id, default);
        (await browser.Client.GetAsync("/users")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using (var old = await browser.SignInAsync("ola nordmann", Good)) old.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var anew = await JoinAsync(reset.Link!, "herring in the morning")) anew.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        Task<HttpResponseMessage> JoinAsync(string link, string password) => browser.SendAsync(link, new Dictionary<string, string> { ["Form.Password"] = password });
    }

    [Fact]
    public async Task A_token_acts_for_its_owner_with_no_more_than_its_role_and_until_it_is_taken_back()
    {
        var tokens = Services.GetRequiredService<ApiTokens>();
        var account = await _site.AccountAsync("maker", Role.Operator);
        var owner = new Person(account.Id, "maker", Role.Operator);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => tokens.MakeAsync(owner, "too much", Role.Admin, 30, default));
        var (token, secret) = await tokens.MakeAsync(owner, "reporting", Role.Viewer, 30, default);
        (await AskAsync(secret, "/help")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(secret, "/users")).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(secret[..^1] + (secret[^1] == 'a' ? 'b' : 'a'), "/help")).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync("sesamtalk_none_" + new string('0', 64), "/help")).ShouldBe(HttpStatusCode.Unauthorized);

        await Accounts.ShutOutAsync("test", account.Id, true, default);
        (await AskAsync(secret, "/help")).ShouldBe(HttpStatusCode.Unauthorized);
        await Accounts.ShutOutAsync("test", account.Id, false, default);
        (await AskAsync(secret, "/help")).ShouldBe(HttpStatusCode.OK);
        (await tokens.RevokeAsync("somebody else", token.Id, "x", default)).ShouldBeFalse();
        (await tokens.RevokeAsync(account.Id, token.Id, "maker", default)).ShouldBeTrue();
        (await AskAsync(secret, "/help")).ShouldBe(HttpStatusCode.Unauthorized);
        await using var db = Services.GetRequiredService<AccountDatabases>().CreateDbContext();
        (await db.ApiTokens.Select(one => one.Hash + one.Name + one.Id).ToListAsync()).ShouldAllBe(kept => !kept.Contains(secret, StringComparison.Ordinal));
        (await _site.AuditAsync()).ShouldAllBe(entry => !entry.Sentence.Contains(secret, StringComparison.Ordinal));

        async Task<HttpStatusCode> AskAsync(string bearer, string address)
        {
            using var client = await _site.ClientAsync(Role.Nobody);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            using var answer = await client.GetAsync(address);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_command_line_adds_lists_and_shuts_out_in_the_same_words_for_all()
    {
        (await SayAsync("list", "")).Text.ShouldContain("There is nobody yet");
        (await SayAsync("add", "kari", Role.Admin)).Text.ShouldContain("/join?user=");
        (await SayAsync("add", "kari", Role.Admin)).Error.ShouldContain("already");
        (await SayAsync("role", "nobody", Role.Viewer)).Error.ShouldContain("There are: kari");
        (await SayAsync("lock", "kari")).Error.ShouldContain("last admin");
        (await SayAsync("add", "ola", Role.Viewer)).Exit.ShouldBe(ExitCode.Done);
        (await SayAsync("role", "ola", Role.Tester)).Exit.ShouldBe(ExitCode.Done);
        (await SayAsync("lock", "OLA")).Exit.ShouldBe(ExitCode.Done);
        (await SayAsync("list", "")).Text.ShouldContain("ola: Tester, shut out, has not chosen a password yet");
        (await SayAsync("remove", "ola")).Exit.ShouldBe(ExitCode.Done);
        (await _site.AuditAsync()).Select(entry => entry.Act).ShouldBe(["user.removed", "user.out", "user.role", "user.added", "user.added"]);

        Task<VerbAnswer> SayAsync(string what, string name, Role role = Role.Nobody) => UserWork.DoAsync(Services, new UserRequest(what, name, "clerk") { Role = role }, default);
    }

    [Fact]
    public async Task An_entry_that_is_changed_removed_or_slipped_in_breaks_the_chain()
    {
        var audit = Services.GetRequiredService<AuditLog>();
        var chain = Services.GetRequiredService<AuditChain>();
        for (var i = 0; i < 6; i++) await audit.AddAsync("kari", "setting.chosen", "setting/x", $"kari set x: {i}", default, [new AuditChange("x", $"{i - 1}", $"{i}")]);
        (await chain.VerifyAsync(default)).ShouldSatisfyAllConditions(found => found.IsWhole.ShouldBeTrue(), found => found.Sealed.ShouldBe(6));
        (await chain.VerifyAsync(default)).Sealed.ShouldBe(6);
        await using var db = await Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        var entries = await db.Audit.OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToListAsync();

        // AU-2: nobody changes or erases an entry, by whatever way they reach the database, before they take its guard away.
        await Should.ThrowAsync<System.Data.Common.DbException>(() => db.Audit.Where(entry => entry.Id == entries[1].Id).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Who, "ola")));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => db.Audit.ExecuteDeleteAsync());
        await db.OpenAuditAsync();
        await db.Audit.Where(entry => entry.Id == entries[1].Id).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Who, "ola"));
        (await chain.VerifyAsync(default)).Breaks.ShouldBe([new AuditBreak(2, entries[1].Id, AuditBreakKind.Changed)]);
        await db.Audit.Where(entry => entry.Id == entries[1].Id).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Who, "kari"));
        await db.Audit.Where(entry => entry.Id == entries[2].Id).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Changes, [new AuditChange("x", "0", "7")]));
        (await chain.VerifyAsync(default)).Breaks.ShouldBe([new AuditBreak(3, entries[2].Id, AuditBreakKind.Changed)]);
        await db.Audit.Where(entry => entry.Id == entries[2].Id).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Changes, [new AuditChange("x", "1", "2")]));
        await db.Audit.Where(entry => entry.Id == entries[3].Id).ExecuteDeleteAsync();
        (await chain.VerifyAsync(default)).Breaks.ShouldBe([new AuditBreak(4, entries[3].Id, AuditBreakKind.Removed)]);
        db.ChangeTracker.Clear();
        db.Audit.Add(entries[3]);
        db.Audit.Add(new(Guid.CreateVersion7(), entries[0].At.AddDays(-1), "ola", "setting.chosen", "setting/x", "ola was never here"));
        await db.SaveChangesAsync();
        (await chain.VerifyAsync(default)).Breaks.ShouldHaveSingleItem().Kind.ShouldBe(AuditBreakKind.SlippedIn);

        // Cut off at the end, with its seals: the protected mark of how far the chain went tells it.
        await db.Audit.Where(entry => entry.Sentence.Contains("never here") || entry.Id == entries[5].Id).ExecuteDeleteAsync();
        await using var own = Services.GetRequiredService<AccountDatabases>().CreateDbContext();
        await own.Seals.Where(seal => seal.Number == 6).ExecuteDeleteAsync();
        (await chain.VerifyAsync(default)).Breaks.ShouldHaveSingleItem().Kind.ShouldBe(AuditBreakKind.CutOff);
    }

    [Fact]
    public void The_tables_of_accounts_are_as_their_migrations_make_them()
    {
        using var db = Services.GetRequiredService<AccountDatabases>().CreateDbContext();
        db.Database.HasPendingModelChanges().ShouldBeFalse();
        using var postgres = new PostgresAccountDb(new DbContextOptionsBuilder<PostgresAccountDb>().UseNpgsql("Host=localhost").Options);
        postgres.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    // The server told it on its console; it is asked for anew here, which makes the one before worthless.
    private string TalkLink() => SesamTalk.Web.TalkUrls.SetUp(Services.GetRequiredService<SetUpLink>().Open());

    private async Task<string> SetUpAsync(string link, string name, string password)
    {
        using var browser = new Browsing(_site.App);
        using var answer = await browser.SendAsync(link, new Dictionary<string, string> { ["Form.Name"] = name, ["Form.Password"] = password });
        return await answer.Content.ReadAsStringAsync();
    }
}
