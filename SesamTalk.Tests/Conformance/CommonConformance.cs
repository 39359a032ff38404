using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Conformance;

/// <summary>What every connector must do alike, whatever system it speaks to. An heir says how an empty system is opened.</summary>
public abstract partial class CommonConformance : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("conformance").FullName;
    private protected ConformanceConnection _connection = null!;
    private protected EntityDescription _entity = null!;
    private protected IConformanceDoor _door = null!;
    private protected ConformanceSubject _subject = null!;

    private protected IConnector Connector => _connection.Connector;

    /// <summary>An empty system of its own; its files go into the folder.</summary>
    protected abstract Task<ConformanceSubject> OpenAsync(string folder);

    public async ValueTask InitializeAsync()
    {
        _subject = await OpenAsync(_folder);
        _door = _subject.Door ?? new SandboxDoor(_subject.Sandbox!);
        _connection = new ConformanceConnection(_subject.System, _subject.Kind);
        _entity = (await Connector.DescribeAsync(default)).Value!.Find(_subject.Entity)!;
    }

    public async ValueTask DisposeAsync()
    {
        _door?.Dispose();
        if (_connection is not null) await _connection.DisposeAsync();
        if (_subject is not null) await _subject.Host.DisposeAsync();
        Directory.Delete(_folder, true);
        GC.SuppressFinalize(this);
    }

    private protected Record Sample(int number, params KeyValuePair<string, object?>[] more) => Record.Of(_entity.Schema, null, _subject.Values(number)).With(more);

    private protected Record With(string path, object? value) => Record.Of(_entity.Schema, null, KeyValuePair.Create(path, value));

    private protected async Task<Answer<Written>> TryCreateAsync(Record values, string? reference = null) =>
        await Connector.WriteAsync(new Write(_entity.Name, WriteKind.Create, null, values, null, RecordVersion.None, reference), default);

    private protected async Task<Written> CreateAsync(Record values, string? reference = null)
    {
        var answer = await TryCreateAsync(values, reference);
        answer.Error.ShouldBeNull();
        return answer.Value!;
    }

    private protected async Task<Answer<Written>> TryUpdateAsync(RecordId id, Record values, RecordVersion? expected = null)
    {
        var current = (await Connector.ReadAsync(_entity.Name, id, default)).Value?.Change;
        return await Connector.WriteAsync(new Write(_entity.Name, WriteKind.Update, id, values, current?.Record, expected ?? current?.Version ?? RecordVersion.None, null), default);
    }

    private protected async Task<Record?> ReadAsync(RecordId id)
    {
        var answer = await Connector.ReadAsync(_entity.Name, id, default);
        answer.Error.ShouldBeNull();
        return answer.Value!.Change?.Record;
    }

    private protected async Task<(List<Change> Changes, string? Cursor)> ReadAllAsync(string? since = null)
    {
        var (changes, cursor, error) = await TryReadAllAsync(since);
        error.ShouldBeNull();
        return (changes, cursor);
    }

    /// <summary>Reads to the end; the end must be said by the last page or by an error, and by nothing else.</summary>
    private protected async Task<(List<Change> Changes, string? Cursor, ConnectorError? Error)> TryReadAllAsync(string? since = null)
    {
        var changes = new List<Change>();
        ChangePage? last = null;
        await foreach (var answer in Connector.ReadChangesAsync(_entity.Name, since, default))
        {
            last.ShouldBeNull("nothing may follow the last page");
            if (!answer.Is(out var page, out var error)) return (changes, null, error);
            changes.AddRange(page.Changes);
            if (page.IsLast) last = page;
        }

        last.ShouldNotBeNull("a read that ends without a last page is no complete read");
        return (changes, last.Cursor, null);
    }
}
