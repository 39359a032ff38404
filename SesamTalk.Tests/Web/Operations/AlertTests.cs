using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Tests.Web.Jobs;
using SesamTalk.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

/// <summary>Who is told when nothing goes well any more.</summary>
public sealed class AlertTests : IAsyncLifetime
{
    private readonly HandClock _clock = new();
    private readonly Ear _ear = new("ear"), _other = new("other");
    private readonly OperationsOptions _options = new() { PublicAddress = new Uri("https://sync.example/"), Alerts = { FreshHours = 4 } };
    private TwoSystems _world = null!;

    public async ValueTask InitializeAsync() => _world = await TwoSystems.StartAsync(_clock, [Shop.Dataflow with { Schedule = Schedule.Each(TimeSpan.FromHours(1)) }], Shop.SystemA, Shop.SystemB);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_dataflow_without_a_successful_run_is_told_of_once_again_after_a_day_and_when_it_is_over()
    {
        await RanAsync(RunOutcome.Done);
        await LookAfterAsync(3);
        _ear.Heard.ShouldBeEmpty();
        await RanAsync(RunOutcome.Interrupted, "The server is away.");
        await LookAfterAsync(2);
        await LookAfterAsync(1);
        var told = _ear.Heard.ShouldHaveSingleItem();
        (told.Kind, told.Dataflow).ShouldBe((AlertMessage.Stale, "shop"));
        told.Subject.ShouldContain("no successful run for 5 hours");
        told.Text.ShouldContain("The last run: The server is away.");
        told.Text.ShouldContain("Test the connection under Systems");
        told.Address!.ShouldStartWith("https://sync.example/runs/");
        await LookAfterAsync(23);
        _ear.Heard.Count.ShouldBe(2);
        await RanAsync(RunOutcome.NothingToDo);
        await LookAfterAsync(0);
        await LookAfterAsync(1);
        _ear.Heard.Select(one => one.Kind).ShouldBe([AlertMessage.Stale, AlertMessage.Stale, AlertMessage.FreshAgain]);
    }

    [Fact]
    public async Task A_way_that_fails_is_tried_again_and_the_others_are_not_told_twice()
    {
        await RanAsync(RunOutcome.Done);
        _other.Fails = true;
        await LookAfterAsync(5);
        await LookAfterAsync(1);
        (_ear.Heard.Count, _other.Heard.Count).ShouldBe((1, 0));
        _other.Fails = false;
        await LookAfterAsync(1);
        await LookAfterAsync(1);
        (_ear.Heard.Count, _other.Heard.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Nobody_is_told_of_what_is_paused_or_never_runs_by_itself()
    {
        await _world.Dataflows.PauseAsync("shop", "holiday", "Kari");
        await LookAfterAsync(100);
        await _world.Dataflows.ResumeAsync("shop", "Kari");
        await _world.RedefineAsync(flow => flow with { Schedule = null });
        await LookAfterAsync(100);
        _ear.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_that_a_brake_holds_is_told_of_with_what_to_do_in_both_languages()
    {
        await RanAsync(RunOutcome.HeldBack, "It would delete 9 of 10 records.");
        foreach (var (language, words) in new[] { ("en", "release it or drop it"), ("nb", "slipp den eller forkast den") })
        {
            _options.Alerts.Language = language;
            await LookAfterAsync(language == "en" ? 5 : 25);
            _ear.Heard[^1].Text.ShouldContain(words);
            _ear.Heard[^1].Text.ShouldContain("9");
        }
    }

    [Fact]
    public async Task A_webhook_is_told_with_a_signature_over_the_moment_and_the_body()
    {
        using var listener = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}/told/";
        listener.Prefixes.Add(address);
        listener.Start();
        _options.Alerts.Webhook = new Uri(address);
        _options.Alerts.WebhookSecret = "shh";
        await using var services = new ServiceCollection().AddHttpClient(AlertHook.Client).Services.BuildServiceProvider();
        var sending = new AlertHook(Options.Create(_options), services.GetRequiredService<IHttpClientFactory>(), _clock).SendAsync(Message, CancellationToken.None);
        var heard = await listener.GetContextAsync();
        using var body = new MemoryStream();
        await heard.Request.InputStream.CopyToAsync(body);
        heard.Response.Close();
        await sending;
        JsonSerializer.Deserialize<AlertMessage>(body.ToArray(), JsonSerializerOptions.Web).ShouldBe(Message);
        var signed = HMACSHA256.HashData("shh"u8.ToArray(), (byte[])[.. Encoding.UTF8.GetBytes($"{_clock.GetUtcNow().ToUnixTimeSeconds()}."), .. body.ToArray()]);
        heard.Request.Headers["X-SesamTalk-Signature"].ShouldBe($"t={_clock.GetUtcNow().ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(signed)}");
    }

    [Fact]
    public async Task A_mail_goes_to_everybody_named_and_a_title_makes_no_header_of_its_own()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        (_options.Alerts.MailHost, _options.Alerts.MailPort, _options.Alerts.MailTls, _options.Alerts.MailTo) = ("127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port, false, "kari@x.example, ola@x.example");
        var sending = new AlertMail(Options.Create(_options)).SendAsync(Message with { Subject = "Shop\r\nBcc: eve@x.example" }, CancellationToken.None);
        var said = await SmtpAsync(server);
        await sending;
        said.ShouldContain("RCPT TO:<kari@x.example>");
        said.ShouldContain("RCPT TO:<ola@x.example>");
        said.ShouldNotContain("RCPT TO:<eve@x.example>");
        said.ShouldContain("Subject: ShopBcc: eve@x.example");
        said.ShouldContain("Test the connection.");
        said.ShouldContain("https://sync.example/runs/1");
    }

    private static AlertMessage Message { get; } = new(AlertMessage.Stale, "shop", "A to B", null, "Shop is stale", "Test the connection.", "https://sync.example/runs/1");

    private async Task LookAfterAsync(double hours)
    {
        _clock.Advance(TimeSpan.FromHours(hours));
        using var watch = new AlertWatch(_world.Dataflows, _world.Databases, _world.Get<SettingStore>(), _world.Get<Leases>(), [_ear, _other], Options.Create(_options), _clock, NullLogger<AlertWatch>.Instance);
        await watch.LookAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(4)); // its turn runs out; the next look is another process's
    }

    private async Task RanAsync(RunOutcome outcome, string reason = "")
    {
        await using var db = await _world.Databases.CreateDbContextAsync();
        db.Runs.Add(new Run
        {
            Id = Guid.CreateVersion7(_clock.GetUtcNow()), DataflowId = "shop", DefinitionVersion = 1, Kind = RunKind.Changes, Trigger = RunTrigger.Schedule, StartedAt = _clock.GetUtcNow(), EndedAt = _clock.GetUtcNow(), Outcome = outcome,
            Reason = SesamTalk.Engine.Reasons.Reason.InOwnWords(reason),
        });
        await db.SaveChangesAsync();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    // As little of a mail server as a client needs; gives all that it was told.
    private static async Task<string> SmtpAsync(TcpListener server)
    {
        using var client = await server.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var lines = new StreamReader(stream);
        await using var answers = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        await answers.WriteLineAsync("220 here");
        var (said, isData) = (new StringBuilder(), false);
        while (await lines.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            if (isData && line != ".") continue;
            isData = line == "DATA";
            await answers.WriteLineAsync(isData ? "354 go on" : line == "QUIT" ? "221 bye" : "250 ok");
            if (line == "QUIT") break;
        }

        return said.ToString();
    }

    private sealed class Ear(string name) : IAlertChannel
    {
        public List<AlertMessage> Heard { get; } = [];

        public bool Fails { get; set; }

        public string Name => name;

        public bool IsOn => true;

        public Task SendAsync(AlertMessage message, CancellationToken ct)
        {
            if (Fails) throw new IOException("away");
            Heard.Add(message);
            return Task.CompletedTask;
        }
    }
}
