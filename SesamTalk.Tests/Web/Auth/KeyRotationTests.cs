using System.Collections.Immutable;
using System.Data.Common;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Web.Cli;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using SesamTalk.Web.Cli;
using SesamTalk.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Web.Auth;

/// <summary>A new key in place of all of before: from the verb as it is typed to what stands in every column of the database.</summary>
public sealed partial class KeyRotationTests : IAsyncDisposable
{
    private readonly GuardedSite _site = new();
    private readonly TempFolder _folder = new();

    private IServiceProvider Services => _site.App.Services;

    [Fact]
    public async Task After_a_rotation_nothing_stored_is_of_an_old_key_old_sessions_are_over_and_a_backup_of_before_opens()
    {
        await SystemAsync("crm", "hemmelig-crm");
        await SystemAsync("pms", "hemmelig-pms");
        var appKey = await AppKeyAsync();
        (await SayAsync(0, "audit", "verify")).ShouldContain("whole");
        var cookie = await _site.CookieAsync(Role.Admin);
        var account = await _site.AccountAsync(Role.Viewer);
        var token = (await Services.GetRequiredService<ApiTokens>().MakeAsync(new Person(account.Id, account.UserName!, Role.Viewer), "program", Role.Viewer, 1, default)).Secret;
        (await StatusAsync(("Cookie", cookie))).ShouldBe(HttpStatusCode.OK);
        var backup = _folder.File("before.zip");
        await Services.GetRequiredService<Backups>().MakeAsync(backup, withKeys: false, "kari", default);
        var before = (await KeptAsync()).Select(StoredProtection.KeyOf).Distinct().Single();

        var done = JsonNode.Parse(await SayAsync(0, "keys", "rotate", "--json"))!;
        var now = done["now"]!.GetValue<Guid>();
        (done["before"]!.GetValue<Guid>(), done["revoked"]!.GetValue<int>(), done["lost"]!.AsArray().Count).ShouldBe((before, 1, 0));
        var kept = await KeptAsync();
        kept.Count.ShouldBe(done["secrets"]!.GetValue<int>());
        kept.Count.ShouldBe(5); // two systems, one app, the audit's key and how far it came
        kept.Select(StoredProtection.KeyOf).Distinct().ShouldBe([now]);
        now.ShouldNotBe(before);
        (await RevealedAsync("crm"), await RevealedAsync("pms"), await ReadAppKeyAsync()).ShouldBe(("hemmelig-crm", "hemmelig-pms", appKey));
        (await SayAsync(0, "audit", "verify")).ShouldContain("whole");
        var entry = (await _site.AuditAsync()).Single(one => one.Act == "keys.rotated");
        (entry.Who, entry.Changes.Single().Before, entry.Changes.Single().After).ShouldBe((Environment.UserName, before.ToString(), now.ToString()));

        (await StatusAsync(("Cookie", cookie))).ShouldBe(HttpStatusCode.Redirect);
        Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme).TicketDataFormat.Unprotect(cookie.Split('=', 2)[1]).ShouldBeNull();
        (await StatusAsync(("Authorization", "Bearer " + token))).ShouldBe(HttpStatusCode.OK);
        using var browser = new Browsing(_site.App);
        using var again = await browser.SignInAsync("admin", GuardedSite.Password);
        again.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Client.GetAsync("/help")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await RestoredAsync(backup, before);
        (await SayAsync(0, "keys", "rotate")).ShouldContain("5 secrets are protected by the new key");
        (await RevealedAsync("crm"), await ReadAppKeyAsync(), (await KeptAsync()).Select(StoredProtection.KeyOf).Distinct().Single() == now).ShouldBe(("hemmelig-crm", appKey, false));
    }

    [Fact]
    public async Task What_stopped_half_way_has_lost_nothing_and_is_finished_by_doing_it_again()
    {
        await SystemAsync("crm", "hemmelig-crm");
        var appKey = await AppKeyAsync();
        // All keys revoked, none made and nothing protected anew: the worst place to stop at.
        var keys = Services.GetRequiredService<IKeyManager>();
        keys.RevokeAllKeys(DateTimeOffset.UtcNow, "stopped here");
        Services.GetRequiredService<HeldKeys>().ReadAnew();
        (await RevealedAsync("crm"), await ReadAppKeyAsync()).ShouldBe(("hemmelig-crm", appKey));
        // One that nothing here opens stops nobody, and is told by its name.
        await SystemAsync("lost", "x");
        await using (var db = await Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync())
            await db.Systems.Where(system => system.Id == "lost").ExecuteUpdateAsync(set => set.SetProperty(system => system.ProtectedSecrets, Elsewhere()));
        (await SayAsync(3, "keys", "rotate")).ShouldContain("system lost, password");
        (await RevealedAsync("crm"), await ReadAppKeyAsync()).ShouldBe(("hemmelig-crm", appKey));
        (await KeptAsync()).Select(StoredProtection.KeyOf).Distinct().Count().ShouldBe(2);

        ImmutableDictionary<string, string> Elsewhere()
        {
            using var services = new ServiceCollection().AddLogging().AddTalkProtection(_folder.File("elsewhere")).BuildServiceProvider();
            return ImmutableDictionary<string, string>.Empty.Add("password", services.GetRequiredService<ISecretProtector>().Protect("x"));
        }
    }

    [Fact]
    public async Task Another_process_that_held_the_old_keys_opens_what_the_new_one_protects_and_goes_on_with_it()
    {
        await SystemAsync("crm", "hemmelig-crm");
        await using var other = Beside();
        var protector = other.GetRequiredService<ISecretProtector>();
        var old = protector.Protect("until now");
        var rotated = await Services.GetRequiredService<KeyRotation>().RotateAsync("kari", default);
        StoredProtection.KeyOf(protector.Protect("still the old one")).ShouldBe(rotated.Before);
        protector.Reveal((await StoredAsync("crm"))["password"]).ShouldBe("hemmelig-crm");
        StoredProtection.KeyOf(protector.Protect("from now on")).ShouldBe(rotated.Now);
        protector.Reveal(old).ShouldBe("until now");
    }

    [Fact]
    public void A_key_lasts_ninety_days_and_the_next_is_made_by_itself_before_it_ends()
    {
        using var services = new ServiceCollection().AddLogging().AddTalkProtection(_folder.Path).BuildServiceProvider();
        services.GetRequiredService<ISecretProtector>().Protect("x");
        var keys = services.GetRequiredService<IKeyManager>();
        var first = keys.GetAllKeys().Single();
        (first.ExpirationDate - first.ActivationDate).TotalDays.ShouldBe(90, 0.01);

        // The library's own way of choosing, at a moment of our choosing.
        var ring = new ServiceCollection().AddLogging().AddDataProtection().Services.AddSingleton(keys).AddSingleton(services.GetRequiredService<IOptions<KeyManagementOptions>>())
            .BuildServiceProvider().GetRequiredService<IKeyRingProvider>().ShouldBeAssignableTo<ICacheableKeyRingProvider>()!;
        ring.GetCacheableKeyRing(first.ActivationDate.AddDays(80));
        keys.GetAllKeys().Count.ShouldBe(1);
        ring.GetCacheableKeyRing(first.ExpirationDate.AddDays(-1));
        var next = keys.GetAllKeys().Single(key => key.KeyId != first.KeyId);
        next.ActivationDate.ShouldBe(first.ExpirationDate);
        Default(first.ExpirationDate.AddDays(1)).ShouldBe(next.KeyId);

        Guid Default(DateTimeOffset at) => ((IKeyRing)typeof(CacheableKeyRing).GetProperty("KeyRing", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(ring.GetCacheableKeyRing(at))!).DefaultKeyId;
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    // Another process on the same folder of keys.
    private ServiceProvider Beside() => new ServiceCollection().AddLogging().AddTalkProtection(_site.App.DataFolder).BuildServiceProvider();

    // The state of before under the keys of today, in a folder that nobody uses: what it holds still opens, by a key that is good for nothing else.
    private async Task RestoredAsync(string backup, Guid before)
    {
        var folder = _folder.File("restored");
        Directory.CreateDirectory(Path.Combine(folder, AuthServices.KeyFolder));
        foreach (var key in Directory.EnumerateFiles(Path.Combine(_site.App.DataFolder, AuthServices.KeyFolder))) File.Copy(key, Path.Combine(folder, AuthServices.KeyFolder, Path.GetFileName(key)));
        await Restores.BringBackAsync(backup, folder, TalkMigrations.Known(), TimeProvider.System, default);
        await using var services = new ServiceCollection().AddLogging().AddTalkProtection(folder).BuildServiceProvider();
        await using var db = new TalkDbFactory(Options.Create(new StorageOptions { DataFolder = folder })).CreateDbContext();
        var kept = (await db.Systems.SingleAsync(system => system.Id == "crm")).ProtectedSecrets["password"];
        (StoredProtection.KeyOf(kept), services.GetRequiredService<ISecretProtector>().Reveal(kept)).ShouldBe((before, "hemmelig-crm"));
        SqliteConnection.ClearAllPools();
    }

    private Task SystemAsync(string id, string secret) => Services.GetRequiredService<SystemStore>().SaveAsync(
        new ConnectedSystem
        {
            Id = id, Name = id, Connector = "rest", Settings = ImmutableDictionary<string, string>.Empty,
            ProtectedSecrets = ImmutableDictionary<string, string>.Empty.Add("password", Services.GetRequiredService<ISecretProtector>().Protect(secret)),
        },
        "test");

    private async Task<ImmutableDictionary<string, string>> StoredAsync(string id) => (await Services.GetRequiredService<SystemStore>().FindAsync(id))!.ProtectedSecrets;

    private async Task<string> RevealedAsync(string id) => Services.GetRequiredService<ISecretProtector>().Reveal((await StoredAsync(id))["password"]);

    private async Task<string> AppKeyAsync()
    {
        var account = await _site.AccountAsync(Role.Tester);
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await users.ResetAuthenticatorKeyAsync((await users.FindByIdAsync(account.Id))!);
        return (await ReadAppKeyAsync())!;
    }

    private async Task<string?> ReadAppKeyAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await users.GetAuthenticatorKeyAsync((await users.FindByNameAsync("tester"))!);
    }

    private async Task<HttpStatusCode> StatusAsync((string Name, string Value) header)
    {
        using var client = await _site.ClientAsync(Role.Nobody);
        client.DefaultRequestHeaders.Add(header.Name, header.Value);
        using var answer = await client.GetAsync("/help");
        return answer.StatusCode;
    }

    /// <summary>All that is protected in the database, wherever it stands: in every column of every table.</summary>
    private async Task<List<string>> KeptAsync()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync();
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        List<string> found = [];
        foreach (var table in await TextsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table'"))
            foreach (var text in await TextsAsync(connection, $"SELECT * FROM \"{table}\"")) found.AddRange(Protected().Matches(text).Select(match => match.Value));
        return found;
    }

    private static async Task<List<string>> TextsAsync(DbConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var rows = await command.ExecuteReaderAsync();
        List<string> texts = [];
        while (await rows.ReadAsync())
            for (var at = 0; at < rows.FieldCount; at++)
                if (rows.GetValue(at) is var value and not DBNull) texts.Add(value is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : value.ToString()!);
        return texts;
    }

    private async Task<string> SayAsync(int exit, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var doors = TestDoors.Shut with
        {
            Folder = _ => _folder.Path,
            Open = (folder, _, _) => Task.FromResult<IInstallation>(new OwnInstallation(Services, () =>
            {
                folder.Dispose();
                return ValueTask.CompletedTask;
            })),
        };
        (await TalkCommand.RunAsync(args, doors, output, error)).ShouldBe(exit, string.Join(' ', args) + ": " + output + error);
        return output.ToString() + error;
    }

    // How everything begins that data protection protected.
    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]{40,}")]
    private static partial Regex Protected();
}
