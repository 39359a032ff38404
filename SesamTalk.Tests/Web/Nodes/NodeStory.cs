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
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Tests.Conformance;
using SesamTalk.Tests.Engine.Sync;
using SesamTalk.Web;

namespace SesamTalk.Tests.Web.Nodes;

/// <summary>Dataflows between tables of one PostgreSQL database, with their state in another, people who edit both sides, and an ear on what nodes tell each other.</summary>
internal sealed class NodeStory : IAsyncDisposable
{
    private const string Secret = "a secret of these tests that no other installation has";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly PostgresDatabase _state, _tables;
    private readonly TempFolder _folder = new();
    private readonly IHost _host;
    private readonly Random _dice = new(7);
    private readonly Channel<RunProgress> _news = Channel.CreateUnbounded<RunProgress>();
    private readonly CancellationTokenSource _over = new();
    private readonly Dictionary<(int Flow, string Mail), (string Name, string City)> _expected = [];
    private Task _ear = Task.CompletedTask;

    private NodeStory(PostgresDatabase state, PostgresDatabase tables, int flows)
    {
        (_state, _tables, Flows) = (state, tables, flows);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = TalkFolders.Content, Args = Settings });
        builder.AddTalkCore(_folder.Path);
        builder.Logging.ClearProviders();
        _host = builder.Build();
    }

    public int Flows { get; }

    /// <summary>What every node is started with.</summary>
    public string[] Settings => ["--Storage:Provider=Postgres", $"--Storage:Connection={_state.Connection}", $"--Auth:KeySecret={Secret}", "--Auth:HashRounds=1"];

    public IDbContextFactory<TalkDb> Databases => _host.Services.GetRequiredService<IDbContextFactory<TalkDb>>();

    public static async Task<NodeStory> BeginAsync(PostgresServer server, int flows, TimeSpan every)
    {
        var story = new NodeStory(await PostgresDatabase.MakeAsync(server), await PostgresDatabase.MakeAsync(server), flows);
        await story._host.Services.PrepareAsync(mayBeDemo: false, CancellationToken.None);
        await story._tables.ExecuteAsync("CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at := clock_timestamp(); RETURN NEW; END $$;" + string.Concat(Enumerable.Range(0, flows).SelectMany(flow => new[] { Table($"a{flow}"), Table($"b{flow}") })));
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

    /// <summary>People insert and edit, on both sides, never the same record twice at once.</summary>
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
            await _tables.ExecuteAsync($"UPDATE {side}{flow} SET name = name || '+' WHERE mail = '{key.Mail}'");
        }
    }

    /// <summary>Waits for news of a run that fits.</summary>
    public async Task<RunProgress> HearAsync(Func<RunProgress, bool> fits)
    {
        using var soon = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await _news.Reader.ReadAsync(soon.Token) is { } progress && fits(progress)) return progress;
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

    /// <summary>The records of a side, by flow and mail address.</summary>
    public async Task<Dictionary<(int Flow, string Mail), (string Name, string City)>> RecordsAsync(string side)
    {
        var found = new Dictionary<(int, string), (string, string)>();
        await using var connection = new NpgsqlConnection(_tables.Connection + ";Pooling=false");
        await connection.OpenAsync();
        for (var flow = 0; flow < Flows; flow++)
        {
            await using var read = new NpgsqlCommand($"SELECT mail, name, city FROM {side}{flow}", connection);
            await using var rows = await read.ExecuteReaderAsync();
            while (await rows.ReadAsync()) found.Add((flow, rows.GetString(0)), (rows.GetString(1), rows.GetString(2)));
        }

        return found;
    }

    /// <summary>What both sides must hold: what people last wrote.</summary>
    public IReadOnlyDictionary<(int Flow, string Mail), (string Name, string City)> Expected => _expected;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _ear;
        _host.Dispose();
        _over.Dispose();
        await _state.DisposeAsync();
        await _tables.DisposeAsync();
        _folder.Dispose();
    }

    private async Task InsertAsync(int flow)
    {
        var side = _dice.Next(2) == 0 ? 'a' : 'b';
        var (mail, name) = ($"{side}{_expected.Count}@x.example", $"Name {_expected.Count}");
        _expected[(flow, mail)] = (name, "Oslo");
        await _tables.ExecuteAsync($"INSERT INTO {side}{flow} (name, mail, city) VALUES ('{name}', '{mail}', 'Oslo')");
    }

    private async Task ListenAsync()
    {
        await using var line = new NpgsqlConnection(_state.Connection + ";Pooling=false");
        await line.OpenAsync();
        line.Notification += (_, news) =>
        {
            if (JsonDocument.Parse(news.Payload).RootElement.GetProperty("Progress") is { ValueKind: JsonValueKind.Object } progress) _news.Writer.TryWrite(progress.Deserialize<RunProgress>()!);
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
