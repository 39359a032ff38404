using Npgsql;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.Sql;

/// <summary>Tables of PostgreSQL: its own types, its rights, and connections that break off.</summary>
public sealed class PostgresTableTests(PostgresServer server) : SqlTableTests
{
    private const string Types = """
        CREATE TYPE mood AS ENUM ('glad', 'sur');
        CREATE TABLE typed (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), mood mood, code char(5), amount numeric(12, 2), at timestamptz, local timestamp, doc jsonb, tags text[], span interval, clock time, whole smallint, number bigint GENERATED ALWAYS AS IDENTITY);
        """;

    private PostgresDatabase? _database;
    private ConformanceConnection? _second;

    [Fact]
    public async Task Its_own_types_come_back_as_they_were_sent()
    {
        var connector = await OpenTypedAsync();
        var values = new KeyValuePair<string, object?>[]
        {
            new("mood", "glad"), new("code", "AB"), new("amount", 1234.56m), new("at", new DateTimeOffset(2024, 12, 24, 17, 30, 0, 123, TimeSpan.FromHours(1))), new("local", new DateTimeOffset(2024, 6, 1, 8, 0, 0, TimeSpan.Zero)),
            new("doc", """{"a": [1, 2, {"b": null}]}"""), new("tags", """{x,"y z"}"""), new("span", "1 day 02:00:00"), new("clock", "08:15:00"), new("whole", 7L),
        };

        var made = (await CreateAsync(connector, values)).Value.ShouldNotBeNull();

        var read = (await connector.ReadAsync("Typed", made.Id, default)).Value!.Change!.Record!;
        foreach (var (path, value) in values) Values.Same(read[path], value).ShouldBeTrue($"{path}: {read[path]}");
        Guid.TryParse(made.Id.Text, out _).ShouldBeTrue();
        read["number"].ShouldBe(1L);
        (await connector.WriteAsync(new Write("Typed", WriteKind.Update, made.Id, Record.Of(read.Schema, null, values), read, made.Version, null), default)).Value!.Version.ShouldBe(made.Version, "the same values are no edit");
        (await connector.FindAsync("Typed", "id", made.Id.Text, default)).Value!.Changes.ShouldHaveSingleItem();
        (await connector.FindAsync("Typed", "doc", read["doc"]!, default)).Value!.Changes.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("mood", "ukjent")]
    [InlineData("doc", "{half")]
    [InlineData("code", "much too long")]
    public async Task A_value_that_its_type_cannot_hold_is_refused_by_name(string column, string value)
    {
        var connector = await OpenTypedAsync();
        (await CreateAsync(connector, new KeyValuePair<string, object?>(column, value))).Error.ShouldBeOfType<ConnectorError.Rejected>().Properties.ShouldHaveSingleItem().Path.ShouldBe(column);
        (await CreateAsync(connector, new KeyValuePair<string, object?>("whole", 40_000L))).Error.ShouldBeOfType<ConnectorError.Rejected>().Properties.ShouldHaveSingleItem().Path.ShouldBe("whole");
    }

    [Fact]
    public async Task A_column_that_the_database_always_makes_is_never_sent()
    {
        var connector = await OpenTypedAsync();
        var typed = (await connector.DescribeAsync(default)).Value!.Find("Typed")!;
        typed.Schema.Find("number")!.IsReadOnly.ShouldBeTrue();
        typed.Schema.Find("mood")!.AllowedValues.ShouldBe(["glad", "sur"]);
        typed.Capabilities.ClientAssignedIds.ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_that_is_cut_while_a_row_is_written_leaves_the_write_unknown()
    {
        var connector = await OpenTypedAsync();
        await ExecuteAsync("""
            CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NEW; END $$;
            CREATE TRIGGER cut BEFORE INSERT ON typed FOR EACH ROW EXECUTE FUNCTION cut();
            """);

        (await CreateAsync(connector, new KeyValuePair<string, object?>("code", "A"))).Error.ShouldBeOfType<ConnectorError.Unknown>();

        await ExecuteAsync("DROP TRIGGER cut ON typed");
        (await CreateAsync(connector, new KeyValuePair<string, object?>("code", "B"))).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_that_is_cut_at_the_commit_leaves_the_write_unknown()
    {
        var connector = await OpenTypedAsync();
        await ExecuteAsync("""
            CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON typed DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut();
            """);

        (await CreateAsync(connector, new KeyValuePair<string, object?>("code", "A"))).Error.ShouldBeOfType<ConnectorError.Unknown>();
    }

    [Fact]
    public async Task A_server_that_dropped_every_connection_is_used_again()
    {
        var connector = await OpenTypedAsync();
        var made = (await CreateAsync(connector, new KeyValuePair<string, object?>("code", "A"))).Value.ShouldNotBeNull();
        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        var first = await connector.ReadAsync("Typed", made.Id, default);
        if (first.Error is not null) first.Error.ShouldBeOfType<ConnectorError.Unreachable>("the next asks on a new connection");

        (await connector.ReadAsync("Typed", made.Id, default)).Value!.Change!.Record!["code"].ShouldBe("A");
    }

    [Fact]
    public async Task A_role_without_rights_is_not_allowed_and_the_test_says_so()
    {
        await OpenTypedAsync();
        var role = "r" + Guid.NewGuid().ToString("N");
        await ExecuteAsync($"CREATE ROLE {role} LOGIN");
        var asRole = new NpgsqlConnectionStringBuilder(_database!.Connection) { Username = role, Pooling = false }.ToString();
        await using (var stranger = new ConformanceConnection(SqlSubject.System("postgres", asRole, "- { entity: Typed, table: typed }")))
        {
            var report = await stranger.Connector.CheckAsync(default);
            report.IsFine.ShouldBeFalse();
            (await stranger.Connector.ReadAsync("Typed", new RecordId(Guid.Empty.ToString()), default)).Error.ShouldBeOfType<ConnectorError.NotAllowed>();
        }

        await ExecuteAsync($"GRANT SELECT ON typed TO {role}");
        await using (var reader = new ConformanceConnection(SqlSubject.System("postgres", asRole, "- { entity: Typed, table: typed }")))
        {
            (await reader.Connector.CheckAsync(default)).Steps.ShouldAllBe(step => step.IsFine);
            (await CreateAsync(reader.Connector, new KeyValuePair<string, object?>("code", "A"))).Error.ShouldBeOfType<ConnectorError.NotAllowed>().Message.ShouldContain("typed");
        }

        await ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    protected override async Task<ConnectedSystem> MakeAsync(string tables, string entities)
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed (apt-get install postgresql).");
        _database = await PostgresDatabase.MakeAsync(server);
        await ExecuteAsync(tables.Replace("DATETIME", "timestamptz"));
        return SqlSubject.System("postgres", _database.Connection, entities);
    }

    protected override Task ExecuteAsync(string sql) => _database!.ExecuteAsync(sql);

    protected override async Task RemoveAsync()
    {
        if (_second is not null) await _second.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    private async Task<IConnector> OpenTypedAsync()
    {
        _second = new ConformanceConnection(await MakeAsync(Types, "- { entity: Typed, table: typed, label: [code] }"));
        return _second.Connector;
    }

    private static async Task<Answer<Written>> CreateAsync(IConnector connector, params KeyValuePair<string, object?>[] values)
    {
        var typed = (await connector.DescribeAsync(default)).Value!.Find("Typed")!;
        return await connector.WriteAsync(new Write("Typed", WriteKind.Create, null, Record.Of(typed.Schema, null, values), null, RecordVersion.None, null), default);
    }
}
