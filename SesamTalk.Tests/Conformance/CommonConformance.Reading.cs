using System.Text.Json.Nodes;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Conformance;

/// <summary>Reading: complete pages, cursors, what is absent and what is empty.</summary>
public abstract partial class CommonConformance
{
    [Theory]
    [InlineData(0), InlineData(1), InlineData(4), InlineData(5), InlineData(6), InlineData(10), InlineData(13)]
    public async Task Every_record_is_read_once_whatever_the_page_boundary(int count)
    {
        var ids = new List<RecordId>();
        for (var number = 0; number < count; number++) ids.Add((await CreateAsync(Sample(number))).Id);

        var (changes, _) = await ReadAllAsync();

        changes.Select(change => change.Id).ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public async Task A_record_in_a_list_is_as_whole_as_one_that_is_looked_up()
    {
        var made = await CreateAsync(Sample(1));

        var listed = (await ReadAllAsync()).Changes.ShouldHaveSingleItem().Record!;

        listed.SameValues((await ReadAsync(made.Id))!).ShouldBeTrue();
        foreach (var (path, value) in _subject.Values(1)) listed[path].ShouldBe(value, path);
    }

    [Fact]
    public async Task Every_value_is_of_the_type_that_the_schema_says()
    {
        await CreateAsync(Sample(1));
        foreach (var (path, value) in (await ReadAllAsync()).Changes[0].Record!.Known().Where(pair => pair.Value is not null))
            value.ShouldBeOfType(_entity.Schema.Find(path)!.Type switch
            {
                PropertyType.Text => typeof(string),
                PropertyType.Integer => typeof(long),
                PropertyType.Decimal => typeof(decimal),
                PropertyType.Boolean => typeof(bool),
                PropertyType.Date => typeof(DateOnly),
                PropertyType.DateTime => typeof(DateTimeOffset),
                PropertyType.List => typeof(ElementList),
            }, path);
    }

    [Fact]
    public async Task What_changes_after_a_read_comes_with_the_next()
    {
        if (!_entity.Capabilities.ChangeCursor) return;
        var first = await CreateAsync(Sample(1));
        var (_, cursor) = await ReadAllAsync();
        cursor.ShouldNotBeNull();
        await _door.AdvanceAsync(3600);
        await TryUpdateAsync(first.Id, With(_subject.Text, "changed"));
        var second = await CreateAsync(Sample(2));

        var (changes, next) = await ReadAllAsync(cursor);

        changes.Select(change => change.Id).Distinct().ShouldBe([first.Id, second.Id], ignoreOrder: true);
        changes.Last(change => change.Id == first.Id).Record![_subject.Text].ShouldBe("changed");
        next.ShouldNotBe(cursor);
    }

    [Fact]
    public async Task What_did_not_change_does_not_come_again()
    {
        if (!_entity.Capabilities.ChangeCursor || !_subject.HasStamp) return; // a part comes again with its whole
        var old = await CreateAsync(Sample(1));
        await _door.AdvanceAsync(3600);
        await CreateAsync(Sample(2));
        var (_, cursor) = await ReadAllAsync();

        (await ReadAllAsync(cursor)).Changes.ShouldNotContain(change => change.Id == old.Id);
    }

    [Fact]
    public async Task A_change_in_the_very_moment_of_the_newest_one_is_not_lost()
    {
        if (!_entity.Capabilities.ChangeCursor) return;
        await _door.DialAsync(new JsonObject { ["clockFrozenAt"] = "2024-05-01T10:00:00Z" });
        var one = await CreateAsync(Sample(1));
        await CreateAsync(Sample(2));
        var (_, cursor) = await ReadAllAsync();
        await TryUpdateAsync(one.Id, With(_subject.Text, "in the same moment"));

        var (changes, _) = await ReadAllAsync(cursor);

        changes.Last(change => change.Id == one.Id).Record![_subject.Text].ShouldBe("in the same moment");
    }

    [Fact]
    public async Task A_read_without_news_keeps_the_cursor()
    {
        if (!_entity.Capabilities.ChangeCursor) return;
        await CreateAsync(Sample(1));
        var (_, cursor) = await ReadAllAsync();

        (await ReadAllAsync(cursor)).Cursor.ShouldBe(cursor);
    }

    [Fact]
    public async Task A_record_that_does_not_exist_is_none_and_no_error()
    {
        foreach (var id in new[] { _subject.NoSuchId, "../" + _subject.NoSuchId, "..", "a b/c?d#e", "%2e%2e" })
            (await ReadAsync(new RecordId(id))).ShouldBeNull(id);
    }

    [Fact]
    public async Task A_deleted_record_is_no_longer_read()
    {
        if (!_entity.Capabilities.CanDelete) return;
        var gone = await CreateAsync(Sample(1));
        await CreateAsync(Sample(2));
        await DeleteAsync(gone.Id);

        (await ReadAsync(gone.Id)).ShouldBeNull();
        (await ReadAllAsync()).Changes.ShouldNotContain(change => change.Id == gone.Id);
    }

    [Fact]
    public async Task Every_declared_search_finds_the_record_and_no_other()
    {
        await CreateAsync(Sample(1));
        var made = await CreateAsync(Sample(2));
        foreach (var path in _entity.Capabilities.SearchableBy)
        {
            if ((await ReadAsync(made.Id))![path] is not { } value || Values.IsBlank(value)) continue;
            var found = await Connector.FindAsync(_entity.Name, path, value, default);
            found.Error.ShouldBeNull(path);
            found.Value!.Changes.ShouldContain(change => change.Id == made.Id, path);
            found.Value.Changes.ShouldAllBe(change => value.Equals(change.Record![path]), path);
        }
    }

    [Fact]
    public async Task A_search_that_the_system_cannot_do_reads_the_list()
    {
        await CreateAsync(Sample(1));
        var made = await CreateAsync(Sample(2, KeyValuePair.Create(_subject.Text, (object?)"only, here")));

        var found = await Connector.FindAsync(_entity.Name, _subject.Text, "only, here", default);

        found.Value!.Changes.ShouldHaveSingleItem().Id.ShouldBe(made.Id);
    }
}
