using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Conformance;

/// <summary>What every connector over HTTP must do beside: each kind of trouble on the wire is told apart from every other, and none of it is an exception.</summary>
public abstract class ConnectorConformance : CommonConformance
{
    [Fact]
    public async Task A_create_whose_answer_is_lost_is_unknown_and_can_be_found()
    {
        await _door.FaultAsync("reply-lost", method: "POST", path: _subject.PathPart);

        (await TryCreateAsync(Sample(1), "reference-lost")).Error.ShouldBeOfType<ConnectorError.Unknown>();

        (await ReadAllAsync()).Changes.Count.ShouldBe(1, "it was sent once and never again");
        if (_entity.Capabilities.ReferenceProperty is not { } path) return;
        (await Connector.FindAsync(_entity.Name, path, "reference-lost", default)).Value!.Changes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_update_whose_answer_is_lost_is_unknown()
    {
        var made = await CreateAsync(Sample(1));
        await _door.FaultAsync("reply-lost", method: _subject.UpdateVerb);

        (await TryUpdateAsync(made.Id, With(_subject.Text, "arrived"))).Error.ShouldBeOfType<ConnectorError.Unknown>();

        (await ReadAsync(made.Id))![_subject.Text].ShouldBe("arrived");
    }

    [Fact]
    public async Task A_write_that_the_server_fails_on_is_unknown_and_not_sent_again()
    {
        await _door.FaultAsync("status", 503, 1, "POST", _subject.PathPart);

        (await TryCreateAsync(Sample(1))).Error.ShouldBeOfType<ConnectorError.Unknown>();

        (await ReadAllAsync()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_busy_system_is_waited_for_when_reading()
    {
        await CreateAsync(Sample(1));
        await _door.FaultAsync("status", 503, 1, "GET", _subject.PathPart);

        (await ReadAllAsync()).Changes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_throttled_write_says_until_when_and_wrote_nothing()
    {
        var before = DateTimeOffset.UtcNow;
        await _door.FaultAsync("status", 429, 1, "POST", _subject.PathPart);

        (await TryCreateAsync(Sample(1))).Error.ShouldBeOfType<ConnectorError.Throttled>().Until.ShouldBeGreaterThan(before);

        (await ReadAllAsync()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_revoked_key_is_not_allowed_and_the_test_says_so()
    {
        (await Connector.CheckAsync(default)).IsFine.ShouldBeTrue();
        await _door.DialAsync(new JsonObject { ["keyRevoked"] = true });

        (await TryReadAllAsync()).Error.ShouldBeOfType<ConnectorError.NotAllowed>();
        (await TryCreateAsync(Sample(1))).Error.ShouldBeOfType<ConnectorError.NotAllowed>();
        var report = await Connector.CheckAsync(default);
        report.IsFine.ShouldBeFalse();
        report.Steps[^1].Message.ToString().ShouldNotBeNullOrWhiteSpace();
    }

    public static TheoryData<string, string, string> HostileAnswers => new()
    {
        { "a web page", "text/html", "<!doctype html><title>Sign in</title>" },
        { "nothing", "application/json", "" },
        { "half a list", "application/json", "{\"items\":[{\"id\":\"C1\",\"name\":\"A" },
        { "a list broken off", "application/json", "[{\"Id\": 1, \"Name\":" },
        { "a word", "application/json", "\"ok\"" },
        { "records of another kind", "application/json", "[1, 2, 3]" },
        { "an endless depth", "application/json", new string('[', 5000) },
        { "control characters", "application/json", "\u0000\u0001" },
        { "records without a key", "application/json", "[{\"Name\":\"x\"}]" },
    };

    [Theory, MemberData(nameof(HostileAnswers))]
    public async Task An_answer_that_cannot_be_meant_is_garbled(string what, string type, string body)
    {
        _connection.Meddler.Answer(_subject.PathPart, () => new StringContent(body, Encoding.UTF8, type));

        (await TryReadAllAsync()).Error.ShouldBeOfType<ConnectorError.Garbled>(what);
        (await Connector.ReadAsync(_entity.Name, new RecordId(_subject.NoSuchId), default)).Error.ShouldBeOfType<ConnectorError.Garbled>(what);
        (await TryCreateAsync(Sample(1))).Error.ShouldBeOfType<ConnectorError.Unknown>(what);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        _connection.Meddler.Instead = request => request.RequestUri!.AbsolutePath.Contains(_subject.PathPart) ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) } : null;

        (await TryReadAllAsync()).Error.ShouldBeOfType<ConnectorError.Garbled>();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _connection.Meddler.Instead = request => request.RequestUri!.AbsolutePath.Contains(_subject.PathPart)
            ? new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("http://127.0.0.1:1/elsewhere") } } : null;

        (await TryReadAllAsync()).Error.ShouldBeOfType<ConnectorError.Garbled>();
        _connection.Meddler.Sent.ShouldNotContain(sent => sent.Contains("elsewhere"));
    }

    [Fact]
    public async Task No_secret_stands_in_a_message()
    {
        var secrets = _subject.System.ProtectedSecrets.Values.ToList();
        _connection.Meddler.Answer(_subject.PathPart, () => new StringContent($"{{\"detail\":\"bad {string.Join(' ', secrets)}\"}}", Encoding.UTF8, "application/json"), HttpStatusCode.Forbidden);

        var message = (await TryReadAllAsync()).Error.ShouldBeOfType<ConnectorError.NotAllowed>().Message;

        foreach (var secret in secrets) message.ShouldNotContain(secret);
    }

    /// <summary>Gives zeros for ever.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public override long Length => throw new NotSupportedException();

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => buffer.Length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }
}
