using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Conformance;

/// <summary>Writing: what is sent arrives, and what is refused is said by name.</summary>
public abstract partial class CommonConformance
{
    private const string Strange = "Ærlig Østbø & Sønner «æøå» 🦊 \"quote\" \\ back / {brace} % ' 日本語 \u00e9e\u0301";

    private protected Task<Answer<Written>> DeleteAsync(RecordId id, RecordVersion? expected = null) =>
        Connector.WriteAsync(new Write(_entity.Name, WriteKind.Delete, id, Record.Empty(_entity.Schema), null, expected ?? RecordVersion.None, null), default);

    [Fact]
    public async Task A_create_answers_with_the_record_as_it_was_accepted()
    {
        var made = await CreateAsync(Sample(1));

        made.After.ShouldNotBeNull().SameValues((await ReadAsync(made.Id))!).ShouldBeTrue();
        if (_subject.HasStamp) made.Version.ShouldNotBe(RecordVersion.None);
    }

    [Fact]
    public async Task Any_text_comes_back_as_it_was_sent()
    {
        var made = await CreateAsync(Sample(1, KeyValuePair.Create(_subject.Text, (object?)Strange)));
        (await ReadAsync(made.Id))![_subject.Text].ShouldBe(Strange);

        var longest = new string('ø', _subject.TextLength);
        (await TryUpdateAsync(made.Id, With(_subject.Text, longest))).Error.ShouldBeNull();
        (await ReadAsync(made.Id))![_subject.Text].ShouldBe(longest);
    }

    [Fact]
    public async Task An_update_changes_what_is_sent_and_nothing_else()
    {
        var made = await CreateAsync(Sample(1, KeyValuePair.Create(_subject.Text, (object?)"before")));
        var before = (await ReadAsync(made.Id))!;

        var written = await TryUpdateAsync(made.Id, With(_subject.Text, "after"));

        written.Error.ShouldBeNull();
        var after = (await ReadAsync(made.Id))!;
        after[_subject.Text].ShouldBe("after");
        foreach (var (path, value) in _subject.Values(1).Where(pair => pair.Key != _subject.Text)) after[path].ShouldBe(before[path], path);
        written.Value!.After?[_subject.Text].ShouldBe("after");
    }

    [Fact]
    public async Task A_value_can_be_cleared()
    {
        if (_subject.TextIsRequired) return;
        var made = await CreateAsync(Sample(1, KeyValuePair.Create(_subject.Text, (object?)"filled")));

        (await TryUpdateAsync(made.Id, With(_subject.Text, null))).Error.ShouldBeNull();

        Values.IsBlank((await ReadAsync(made.Id))![_subject.Text]).ShouldBeTrue();
    }

    [Fact]
    public async Task An_update_without_a_difference_sends_no_write()
    {
        var made = await CreateAsync(Sample(1));
        _connection.Meddler.Sent.Clear();

        (await TryUpdateAsync(made.Id, Sample(1))).Error.ShouldBeNull();

        _connection.Meddler.Sent.ShouldAllBe(sent => sent.StartsWith("GET "));
    }

    [Fact]
    public async Task A_refused_value_is_named_and_nothing_is_written()
    {
        var refused = (await TryCreateAsync(Sample(1, _subject.Refused))).Error.ShouldBeOfType<ConnectorError.Rejected>();
        refused.Properties.ShouldHaveSingleItem().Path.ShouldBe(_subject.Refused.Key);
        refused.Message.ShouldNotBeNullOrWhiteSpace();
        (await ReadAllAsync()).Changes.ShouldBeEmpty();

        var made = await CreateAsync(Sample(1));
        var again = (await TryUpdateAsync(made.Id, With(_subject.Refused.Key, _subject.Refused.Value))).Error.ShouldBeOfType<ConnectorError.Rejected>();
        again.Properties.ShouldHaveSingleItem().Path.ShouldBe(_subject.Refused.Key);
        (await ReadAsync(made.Id))!.SameValues(made.After!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_read_only_value_is_refused_before_anything_is_sent()
    {
        if (!_subject.HasStamp) return;
        var made = await CreateAsync(Sample(1));
        var computed = _entity.Schema.Properties.First(p => p.IsReadOnly && !p.IsKey && p.Type == PropertyType.DateTime);
        _connection.Meddler.Sent.Clear();

        var answer = await TryUpdateAsync(made.Id, With(computed.Path, DateTimeOffset.UnixEpoch));

        answer.Error.ShouldBeOfType<ConnectorError.Rejected>().Properties.ShouldHaveSingleItem().Path.ShouldBe(computed.Path);
        _connection.Meddler.Sent.ShouldAllBe(sent => sent.StartsWith("GET "));
    }

    [Fact]
    public async Task A_write_to_a_record_that_is_gone_is_stale()
    {
        var made = await CreateAsync(Sample(1));
        var current = await ReadAsync(made.Id);
        (await DeleteAsync(made.Id)).Error.ShouldBeNull();

        var update = new Write(_entity.Name, WriteKind.Update, made.Id, With(_subject.Text, "late"), current, RecordVersion.None, null);
        (await Connector.WriteAsync(update, default)).Error.ShouldBeOfType<ConnectorError.Stale>();
        (await DeleteAsync(made.Id)).Error.ShouldBeOfType<ConnectorError.Stale>();
    }

    [Fact]
    public async Task Where_versions_lock_an_old_one_is_stale()
    {
        if (!_entity.Capabilities.LocksByVersion) return;
        var made = await CreateAsync(Sample(1));
        (await TryUpdateAsync(made.Id, With(_subject.Text, "somebody else"))).Error.ShouldBeNull();

        (await TryUpdateAsync(made.Id, With(_subject.Text, "me"), made.Version)).Error.ShouldBeOfType<ConnectorError.Stale>();
        (await ReadAsync(made.Id))![_subject.Text].ShouldBe("somebody else");
    }

    [Fact]
    public async Task Our_reference_is_unique_and_finds_the_record_again()
    {
        if (_entity.Capabilities.ReferenceProperty is not { } path) return;
        var made = await CreateAsync(Sample(1), "reference-1");

        (await TryCreateAsync(Sample(2), "reference-1")).Error.ShouldBeOfType<ConnectorError.Rejected>();
        var found = await Connector.FindAsync(_entity.Name, path, "reference-1", default);
        found.Value!.Changes.ShouldHaveSingleItem().Id.ShouldBe(made.Id);
    }

    [Fact]
    public async Task An_archive_puts_a_record_out_of_use()
    {
        if (_entity.Capabilities.Archive is not { } archive) return;
        var made = await CreateAsync(Sample(1));

        var answer = await Connector.WriteAsync(new Write(_entity.Name, WriteKind.Archive, made.Id, Record.Empty(_entity.Schema), await ReadAsync(made.Id), RecordVersion.None, null), default);

        answer.Error.ShouldBeNull();
        (await ReadAsync(made.Id))![archive.Path].ShouldBe(archive.Value);
    }
}
