using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.Sql;

/// <summary>What a database's own description becomes, what its constraints say, and how changes, marks and versions work. An heir says which database.</summary>
public abstract class SqlTableTests : IAsyncDisposable
{
    private const string Tables = """
        CREATE TABLE owners (code VARCHAR(5) PRIMARY KEY, name TEXT);
        INSERT INTO owners VALUES ('O1', 'Kari');
        CREATE TABLE "odd ""table""; --" ("the key" TEXT, "no" INTEGER, "select" TEXT NOT NULL, owner VARCHAR(5) REFERENCES owners(code), gone DATETIME, rev INTEGER DEFAULT 0, PRIMARY KEY ("the key", "no"));
        CREATE VIEW seen AS SELECT code, name FROM owners;
        CREATE TABLE events (id INTEGER PRIMARY KEY, note TEXT, rev BIGINT NOT NULL DEFAULT 0, gone BOOLEAN);
        """;

    private const string Entities = """
        - { entity: Owners, table: owners, aliases: [Owner] }
        - entity: Odd
          table: 'odd "table"; --'
          version: rev
          softDelete: { column: gone }
        - { entity: Seen, table: seen, key: [code] }
        - { entity: Events, table: events, change: rev, softDelete: { column: gone } }
        """;

    private ConformanceConnection? _connection;

    /// <summary>A database with these tables, and how it is connected with these entities; moments are DATETIME there.</summary>
    protected abstract Task<ConnectedSystem> MakeAsync(string tables, string entities);

    /// <summary>Somebody else writes.</summary>
    protected abstract Task ExecuteAsync(string sql);

    [Fact]
    public async Task The_schema_is_the_databases_own()
    {
        var entities = (await (await OpenAsync()).DescribeAsync(default)).Value!;

        var odd = entities.Find("Odd")!;
        odd.Schema.Find("owner")!.References.ShouldBe(["Owners"]);
        odd.Schema.Find("owner")!.MaxLength.ShouldBe(5);
        odd.Schema.Find("select")!.IsRequired.ShouldBeTrue();
        odd.Schema.Find("no")!.Type.ShouldBe(PropertyType.Integer);
        odd.Capabilities.ClientAssignedIds.ShouldBeTrue();
        entities.Find("Seen")!.Capabilities.CanUpdate.ShouldBeFalse();
        entities.Find("Owner")!.Name.ShouldBe("Owners");
    }

    [Fact]
    public async Task A_joined_key_keeps_its_parts_apart()
    {
        var connector = await OpenAsync();
        var made = await MakeAsync(connector, "a/b';--", 7);
        await MakeAsync(connector, "a", 7);

        made.Id.Text.ShouldBe("a%2Fb%27%3B--/7");
        (await connector.ReadAsync("Odd", made.Id, default)).Value!.Change!.Record!["the key"].ShouldBe("a/b';--");
        (await connector.ReadAsync("Odd", new RecordId("a/b';--/7"), default)).Value!.Change.ShouldBeNull();
    }

    [Fact]
    public async Task Pages_go_on_behind_a_joined_key()
    {
        var connector = await OpenAsync();
        for (var number = 0; number < 13; number++) await MakeAsync(connector, number % 2 == 0 ? "a" : "b", number);

        (await AllAsync(connector)).Select(change => change.Id).Distinct().Count().ShouldBe(13);
    }

    [Fact]
    public async Task A_missing_value_and_an_unknown_reference_are_refused_by_their_columns()
    {
        var connector = await OpenAsync();

        Refused(await TryMakeAsync(connector, new("the key", "a"), new("no", 1L))).ShouldBe("select");
        Refused(await TryMakeAsync(connector, new("the key", "a"), new("no", 1L), new("select", "x"), new("owner", "O9"))).ShouldBe("owner");
        Refused(await TryMakeAsync(connector, new("the key", "a"), new("no", 1L), new("select", "x"), new("owner", "too long"))).ShouldBe("owner");
        (await AllAsync(connector)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_version_column_moves_with_our_writes_and_locks()
    {
        var connector = await OpenAsync();
        var made = await MakeAsync(connector, "a", 1);
        var first = await UpdateAsync(connector, made.Id, "one", made.Version);

        first.Value!.After!["rev"].ShouldBe(1L);
        (await UpdateAsync(connector, made.Id, "two", made.Version)).Error.ShouldBeOfType<ConnectorError.Stale>();
        (await UpdateAsync(connector, made.Id, "two", first.Value.Version)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_row_marked_as_deleted_is_gone_and_stays_in_the_table()
    {
        var connector = await OpenAsync();
        var made = await MakeAsync(connector, "a", 1);

        (await connector.WriteAsync(new Write("Odd", WriteKind.Delete, made.Id, await EmptyAsync(connector), null, made.Version, null), default)).Error.ShouldBeNull();

        (await connector.ReadAsync("Odd", made.Id, default)).Value!.Change.ShouldBeNull();
        (await AllAsync(connector)).ShouldBeEmpty();
        await Should.ThrowAsync<System.Data.Common.DbException>(() => ExecuteAsync("""INSERT INTO "odd ""table""; --" ("the key", "no", "select") VALUES ('a', 1, 'still there')"""));
    }

    [Fact]
    public async Task A_whole_number_that_moves_with_every_write_tells_edits_and_marks_tell_deletions()
    {
        var connector = await OpenAsync();
        await ExecuteAsync("INSERT INTO events (id, note, rev) VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)");
        var (all, cursor) = await ChangesAsync(connector, null);
        await ExecuteAsync("UPDATE events SET note = 'd', rev = 4 WHERE id = 1");
        await ExecuteAsync("UPDATE events SET gone = TRUE, rev = 5 WHERE id = 2");

        var (changes, next) = await ChangesAsync(connector, cursor);

        all.Count.ShouldBe(3);
        changes.Select(change => $"{change.Kind} {change.Id}").ShouldBe(["Upsert 3", "Upsert 1", "Deletion 2"]);
        (await ChangesAsync(connector, next)).Changes.ShouldHaveSingleItem().Id.Text.ShouldBe("2");
        (await ChangesAsync(connector, null)).Changes.Select(change => change.Id.Text).ShouldBe(["1", "3"]);
    }

    [Fact]
    public async Task A_view_is_read_and_never_written()
    {
        var connector = await OpenAsync();
        var seen = (await connector.DescribeAsync(default)).Value!.Find("Seen")!;

        (await connector.ReadAsync("Seen", new RecordId("O1"), default)).Value!.Change!.Record!["name"].ShouldBe("Kari");
        foreach (var kind in new[] { WriteKind.Update, WriteKind.Delete })
            (await connector.WriteAsync(new Write("Seen", kind, new RecordId("O1"), Record.Of(seen.Schema, null, new KeyValuePair<string, object?>("name", "Ola")), null, RecordVersion.None, null), default)).Error.ShouldBeOfType<ConnectorError.Rejected>();
    }

    [Theory]
    [InlineData("- { table: owners, colour: red }", "colour")]
    [InlineData("- { entity: A }", "table")]
    [InlineData("[]", "no entity")]
    public void Entities_that_cannot_work_are_refused_by_name(string entities, string named)
    {
        var wrong = Should.Throw<SettingsException>(() => new ConformanceConnection(SqlSubject.System("sqlite", "x.db", entities)));
        wrong.Message.ShouldContain("entities");
        wrong.Message.ShouldContain(named);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes the database away again.</summary>
    protected abstract Task RemoveAsync();

    [Fact]
    public async Task Of_many_writes_the_refused_and_the_stale_do_not_hold_the_others()
    {
        var connector = await OpenAsync();
        var (made, empty) = (await MakeAsync(connector, "old", 1), await EmptyAsync(connector));
        Write Create(string key, string owner) => new("Odd", WriteKind.Create, null, empty.With([new("the key", key), new("no", 1L), new("select", "x"), new("owner", owner)]), null, RecordVersion.None, null);
        Write Change(string text, RecordVersion expected) => new("Odd", WriteKind.Update, made.Id, empty.With([new("select", text)]), null, expected, null);

        var answers = await ((IManyAtOnce)connector).WriteManyAsync([Create("a", "O1"), Create("b", "O9"), Change("late", new RecordVersion("99")), Create("c", "O1"), Change("new", made.Version)], () => Task.CompletedTask, default);

        Refused(answers[1]).ShouldBe("owner");
        answers[2].Error.ShouldBeOfType<ConnectorError.Stale>();
        (answers[0].Value.ShouldNotBeNull().Id.Text, answers[3].Value.ShouldNotBeNull().Id.Text).ShouldBe(("a/1", "c/1"));
        answers[4].Value.ShouldNotBeNull().After!["select"].ShouldBe("new");
        (await AllAsync(connector)).Select(change => change.Id.Text).ShouldBe(["a/1", "c/1", "old/1"], ignoreOrder: true);
        ((await ((IManyAtOnce)connector).ReadManyAsync("Odd", [made.Id, new RecordId("b/1"), new RecordId("c/1")], default)).Value!.Changes.Select(change => change.Id.Text)).ShouldBe(["old/1", "c/1"]);
        ((await ((IManyAtOnce)connector).FindManyAsync("Odd", "select", ["new", "nothing"], default)).Value!.Changes.ShouldHaveSingleItem()).Id.ShouldBe(made.Id);
    }

    [Fact]
    public async Task Of_many_writes_none_is_kept_when_another_has_taken_over()
    {
        var connector = await OpenAsync();
        var empty = await EmptyAsync(connector);
        var writes = new[] { "a", "b" }.Select(key => new Write("Odd", WriteKind.Create, null, empty.With([new("the key", key), new("no", 1L), new("select", "x"), new("owner", "O1")]), null, RecordVersion.None, null)).ToList();

        await Should.ThrowAsync<InvalidOperationException>(() => ((IManyAtOnce)connector).WriteManyAsync(writes, () => throw new InvalidOperationException("taken over"), default));

        (await AllAsync(connector)).ShouldBeEmpty();
    }

    private protected async Task<IConnector> OpenAsync()
    {
        var system = await MakeAsync(Tables, Entities);
        _connection = new ConformanceConnection(system with { Settings = system.Settings.SetItem("overlap", "0") });
        return _connection.Connector;
    }

    private static async Task<(List<Change> Changes, string? Cursor)> ChangesAsync(IConnector connector, string? since)
    {
        var (all, cursor) = (new List<Change>(), (string?)null);
        await foreach (var answer in connector.ReadChangesAsync("Events", since, default))
        {
            all.AddRange(answer.Value.ShouldNotBeNull().Changes);
            cursor = answer.Value.Cursor;
        }

        return (all, cursor);
    }

    private static async Task<Record> EmptyAsync(IConnector connector) => Record.Empty((await connector.DescribeAsync(default)).Value!.Find("Odd")!.Schema);

    private static async Task<Answer<Written>> TryMakeAsync(IConnector connector, params KeyValuePair<string, object?>[] values) =>
        await connector.WriteAsync(new Write("Odd", WriteKind.Create, null, (await EmptyAsync(connector)).With(values), null, RecordVersion.None, null), default);

    private static async Task<Written> MakeAsync(IConnector connector, string key, long number) =>
        (await TryMakeAsync(connector, new("the key", key), new("no", number), new("select", "x"), new("owner", "O1"))).Value.ShouldNotBeNull();

    private static async Task<Answer<Written>> UpdateAsync(IConnector connector, RecordId id, string text, RecordVersion expected) =>
        await connector.WriteAsync(new Write("Odd", WriteKind.Update, id, (await EmptyAsync(connector)).With([new("select", text)]), null, expected, null), default);

    private static string Refused(Answer<Written> answer) => answer.Error.ShouldBeOfType<ConnectorError.Rejected>().Properties.ShouldHaveSingleItem().Path;

    private protected static async Task<List<Change>> AllAsync(IConnector connector)
    {
        var all = new List<Change>();
        await foreach (var answer in connector.ReadChangesAsync("Odd", null, default)) all.AddRange(answer.Value.ShouldNotBeNull().Changes);
        return all;
    }
}
