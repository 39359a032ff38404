using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Conformance;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Web;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Web.Nodes;

/// <summary>Dataflows between tables of one PostgreSQL database, with their state in another, people who edit both sides, and an ear on what nodes tell each other.</summary>
internal sealed class NodeStory : IAsyncDisposable
{
    private const string Secret = "a secret of these tests that no other installation has";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    // People's own line to the tables: what any other writes is written down by a trigger.
    private const string People = "people";

    private readonly PostgresDatabase _state, _tables;
    private readonly NpgsqlConnection _people;
    private readonly TempFolder _folder = new();
    private readonly IHost _host;
    private readonly Random _dice = new(7);
    private readonly Channel<(RunProgress Progress, int Line)> _news = Channel.CreateUnbounded<(RunProgress, int)>();
    private readonly CancellationTokenSource _over = new();
    private readonly Dictionary<(int Flow, string Mail), (string Name, string City)> _expected = [];
    private Task _ear = Task.CompletedTask;

    private NodeStory(PostgresDatabase state, PostgresDatabase tables, int flows)
    {
        (_state, _tables, Flows) = (state, tables, flows);
        _people = new NpgsqlConnection($"{tables.Connection};Pooling=false;Application Name={People}");
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = TalkFolders.Content, Args = Settings });
        builder.AddTalkCore(_folder.Path);
        builder.Logging.ClearProviders();
        _host = builder.Build();
    }

    public int Flows { get; }

    /// <summary>A node by its name; all start with the same settings.</summary>
    public Task<NodeProcess> NodeAsync(string name) => NodeProcess.StartAsync([.. Settings, $"--Storage:Connection={_state.Connection};Application Name={name}"]);

    private string[] Settings => ["--Storage:Provider=Postgres", $"--Storage:Connection={_state.Connection}", $"--Auth:KeySecret={Secret}", "--Auth:HashRounds=1"];

    public IDbContextFactory<TalkDb> Databases => _host.Services.GetRequiredService<IDbContextFactory<TalkDb>>();

    public static async Task<NodeStory> BeginAsync(PostgresServer server, int flows, TimeSpan every)
    {
        var story = new NodeStory(await PostgresDatabase.MakeAsync(server), await PostgresDatabase.MakeAsync(server), flows);
        await story._host.Services.PrepareAsync(mayBeDemo: false, CancellationToken.None);
        await story._people.OpenAsync();
        await story.PeopleAsync(Stamp + string.Concat(Enumerable.Range(0, flows).SelectMany(flow => new[] { Table($"a{flow}"), Table($"b{flow}") })));
        var (systems, dataflows) = (story._host.Services.GetRequiredService<SystemStore>(), story._host.Services.GetRequiredService<DataflowStore>());
        var protector = story._host.Services.GetRequiredService<ISecretProtector>();
        for (var flow = 0; flow < flows; flow++)
        {
            foreach (var side in new[] { "a", "b" }) await systems.SaveAsync(System($"{side}{flow}", protector.Protect(story._tables.Connection)), "test");
            await dataflows.SaveAsync(Flow(flow, every), "test", "");
            for (var number = 0; number < 4; number++) await story.InsertAsync(flow);
        }

        story._ear = story.ListenAsync();
        return story;
    }

    /// <summary>People insert and edit, on both sides, never the same record twice at once; the same in every story.</summary>
    public async Task EditAsync(int edits)
    {
        for (var edit = 0; edit < edits; edit++)
        {
            var flow = _dice.Next(Flows);
            if (_dice.Next(3) == 0)
            {
                await InsertAsync(flow);
                continue;
            }

            var (key, was) = _expected.Where(one => one.Key.Flow == flow).ElementAt(_dice.Next(_expected.Count(one => one.Key.Flow == flow)));
            // Where the record came from it is there for certain; edited in one side at a time.
            var side = key.Mail[0];
            _expected[key] = (was.Name + "+", was.City);
            await PeopleAsync($"UPDATE {side}{flow} SET name = name || '+' WHERE mail = '{key.Mail}'");
        }
    }

    /// <summary>Waits for news of a run that fits.</summary>
    public async Task<RunProgress> HearAsync(Func<RunProgress, bool> fits) => (await HearLineAsync(fits)).Progress;

    /// <summary>Waits until a node is at work: its name, and the run.</summary>
    public async Task<(string Node, RunProgress Run)> HearWorkAsync()
    {
        while (true)
        {
            var (progress, line) = await HearLineAsync(progress => progress.Step is RunStep.Reading or RunStep.Planning or RunStep.Writing);
            await using var whose = new NpgsqlCommand("SELECT application_name FROM pg_stat_activity WHERE pid = $1", _people) { Parameters = { new() { Value = line } } };
            // A line of a node that is gone already says nothing.
            if (await whose.ExecuteScalarAsync() is string name) return (name, progress);
        }
    }

    private async Task<(RunProgress Progress, int Line)> HearLineAsync(Func<RunProgress, bool> fits)
    {
        using var soon = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await _news.Reader.ReadAsync(soon.Token) is var heard && fits(heard.Progress)) return heard;
        }
    }

    /// <summary>What was heard up to now is of no interest.</summary>
    public void Forget()
    {
        while (_news.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>Waits until every dataflow has had a run, begun from now on, that found nothing to do.</summary>
    public async Task RestAsync()
    {
        var (since, left) = (TimeProvider.System.GetUtcNow(), Enumerable.Range(0, Flows).Select(flow => $"flow{flow}").ToHashSet());
        while (left.Count > 0)
        {
            await HearAsync(progress => progress.Step == RunStep.Ended && left.Contains(progress.DataflowId));
            await using var db = await Databases.CreateDbContextAsync();
            left.ExceptWith(await db.Runs.Where(run => run.StartedAt > since && run.Outcome == RunOutcome.NothingToDo).Select(run => run.DataflowId).Distinct().ToListAsync());
        }
    }

    /// <summary>One node does all of it, and has everything to itself.</summary>
    public async Task ByOneNodeAsync()
    {
        using var node = await NodeAsync("alone");
        await RestAsync();
        await node.StopAsync();
    }

    /// <summary>The engine of this process does what is left, one dataflow after the other, until nothing is.</summary>
    public async Task ByOneRunnerAsync()
    {
        var run = _host.Services.GetRequiredService<RunDataflow>();
        foreach (var flow in Enumerable.Range(0, Flows).Select(flow => $"flow{flow}"))
        {
            while ((await run(new SyncRequest(flow, RunKind.Changes, RunTrigger.CommandLine), null, CancellationToken.None)).Outcome is var outcome and not RunOutcome.NothingToDo)
                if (outcome == RunOutcome.Interrupted) await HearAsync(progress => progress.DataflowId == flow && progress.Step == RunStep.Ended); // a node has it
        }
    }

    /// <summary>The records of a side, by flow and mail address.</summary>
    public async Task<Dictionary<(int Flow, string Mail), (string Name, string City)>> RecordsAsync(string side) =>
        (await RowsAsync(side, "mail, name, city")).ToDictionary(row => (row.Flow, row.Texts[0]), row => (row.Texts[1], row.Texts[2]));

    /// <summary>What the nodes wrote into the tables, by the tables' own account, in order.</summary>
    public async Task<IReadOnlyList<string>> WrittenAsync()
    {
        List<string> written = [];
        await using var read = new NpgsqlCommand("SELECT what FROM written ORDER BY number", _people);
        await using var rows = await read.ExecuteReaderAsync();
        while (await rows.ReadAsync()) written.Add(rows.GetString(0));
        return written;
    }

    /// <summary>Each link in words that are the same wherever it was made: its records by their mail addresses, how it came to be and stands, and what both sides agreed on.</summary>
    public async Task<IReadOnlyList<string>> LinksAsync()
    {
        var (a, b) = (await MailsAsync("a"), await MailsAsync("b"));
        await using var db = await Databases.CreateDbContextAsync();
        var links = await db.Links.AsNoTracking().ToListAsync();
        var agreed = await _host.Services.GetRequiredService<SyncMemory>().BaselinesAsync([.. links.Select(link => link.Id)], Agreed, Agreed);
        return [.. links.Select(link => $"{link.DataflowId} {link.PairId}: {a[(link.DataflowId, link.A.Text)]} = {b[(link.DataflowId, link.B.Text)]}, {link.Origin}, {link.State}; {Said(agreed[link.Id].A)} | {Said(agreed[link.Id].B)}").Order(StringComparer.Ordinal)];

        static string Said(Record record) => string.Join(", ", Agreed.Properties.Select(property => record[property.Path]));
    }

    /// <summary>What both sides must hold: what people last wrote.</summary>
    public IReadOnlyDictionary<(int Flow, string Mail), (string Name, string City)> Expected => _expected;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _ear;
        _host.Dispose();
        _over.Dispose();
        await _people.DisposeAsync();
        await _state.DisposeAsync();
        await _tables.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<Dictionary<(string Flow, string Id), string>> MailsAsync(string side) => (await RowsAsync(side, "id::text, mail")).ToDictionary(row => ($"flow{row.Flow}", row.Texts[0]), row => row.Texts[1]);

    private async Task<List<(int Flow, string[] Texts)>> RowsAsync(string side, string columns)
    {
        List<(int, string[])> found = [];
        for (var flow = 0; flow < Flows; flow++)
        {
            await using var read = new NpgsqlCommand($"SELECT {columns} FROM {side}{flow}", _people);
            await using var rows = await read.ExecuteReaderAsync();
            while (await rows.ReadAsync()) found.Add((flow, [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetString)]));
        }

        return found;
    }

    private async Task PeopleAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _people);
        await command.ExecuteNonQueryAsync();
    }

    private async Task InsertAsync(int flow)
    {
        var side = _dice.Next(2) == 0 ? 'a' : 'b';
        var (mail, name) = ($"{side}{_expected.Count}@x.example", $"Name {_expected.Count}");
        _expected[(flow, mail)] = (name, "Oslo");
        await PeopleAsync($"INSERT INTO {side}{flow} (name, mail, city) VALUES ('{name}', '{mail}', 'Oslo')");
    }

    private async Task ListenAsync()
    {
        await using var line = new NpgsqlConnection(_state.Connection + ";Pooling=false");
        await line.OpenAsync();
        line.Notification += (_, news) =>
        {
            if (JsonDocument.Parse(news.Payload).RootElement.GetProperty("Progress") is { ValueKind: JsonValueKind.Object } progress) _news.Writer.TryWrite((progress.Deserialize<RunProgress>()!, news.PID));
        };
        await using (var listen = new NpgsqlCommand("LISTEN sesamtalk_runs", line)) await listen.ExecuteNonQueryAsync();
        try
        {
            while (!_over.IsCancellationRequested) await line.WaitAsync(_over.Token);
        }
        catch (OperationCanceledException)
        {
            // The story is over.
        }
    }

    private const string Stamp = $"""
        CREATE TABLE written (number int GENERATED ALWAYS AS IDENTITY, what text);
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          NEW.updated_at := clock_timestamp();
          IF current_setting('application_name') <> '{People}' THEN INSERT INTO written (what) VALUES (TG_TABLE_NAME || ' ' || NEW.mail || ' ' || NEW.name || ' ' || NEW.city); END IF;
          RETURN NEW;
        END $$;
        """;

    private static readonly Schema Agreed = new("People", [new("id", PropertyType.Integer) { IsKey = true }, .. new[] { "name", "mail", "city" }.Select(path => new SchemaProperty(path, PropertyType.Text))]);

    private static string Table(string name) => $"CREATE TABLE {name} (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text, mail text UNIQUE, city text, our_ref text UNIQUE, updated_at timestamptz); CREATE TRIGGER stamped BEFORE INSERT OR UPDATE ON {name} FOR EACH ROW EXECUTE FUNCTION stamp();";

    private static ConnectedSystem System(string name, string connection) => new()
    {
        Id = name, Name = name, Connector = "sql", Environment = SystemEnvironment.Test, ProtectedSecrets = ImmutableDictionary<string, string>.Empty.Add("connection", connection),
        Settings = new Dictionary<string, string> { ["provider"] = "postgres", ["overlap"] = "2", ["entities"] = $"- entity: People\n  table: {name}\n  change: updated_at\n  reference: our_ref\n  label: [name]\n" }.ToImmutableDictionary(),
    };

    private static Dataflow Flow(int flow, TimeSpan every) => new()
    {
        Id = $"flow{flow}", Title = $"A{flow} to B{flow} Dataflow", A = new() { DocumentName = "A", SystemId = $"a{flow}" }, B = new() { DocumentName = "B", SystemId = $"b{flow}" }, Schedule = Schedule.Each(every),
        Pairs =
        [
            new Pair
            {
                Id = "people", A = new() { Name = "People", Entity = "People" }, B = new() { Name = "People", Entity = "People" }, ToB = new() { Creation = CreationRule.Every }, ToA = new() { Creation = CreationRule.Every },
                Keys = [new MergeKey([new KeyPart("mail", "mail")])], Properties = [Shop.Row("name", "name"), Shop.Row("mail", "mail"), Shop.Row("city", "city")],
            },
        ],
    };
}
