using System.Text;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Conformance;
using Shouldly;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Connectors.Files;

/// <summary>A folder of one test with one file in it, and the connector over it.</summary>
internal sealed class FileFolder : IAsyncDisposable
{
    public const string Entity = "Things";

    private readonly TempFolder _folder = new();
    private readonly string _file;
    private ConformanceConnection? _connection;

    private FileFolder(string file) => _file = file;

    public string Folder => _folder.Path;

    public string File => Path.Combine(_folder.Path, _file);

    public IConnector Connector => _connection!.Connector;

    public static FileFolder With(string file, string content, string declared = "", params (string, string)[] settings) => With(file, Encoding.UTF8.GetBytes(content), declared, settings);

    public static FileFolder With(string file, byte[] content, string declared = "", params (string, string)[] settings)
    {
        var made = new FileFolder(file);
        System.IO.File.WriteAllBytes(made.File, content);
        made.Open(declared, settings);
        return made;
    }

    public void Open(string declared = "", params (string, string)[] settings) =>
        _connection = new ConformanceConnection(FileSubject.System(_folder.Path, $"- entity: {Entity}\n  file: {_file}\n  key: [id]\n{declared}", settings));

    public string Text() => System.IO.File.ReadAllText(File);

    public async Task<EntityDescription> DescribedAsync() => (await Connector.DescribeAsync(default)).Value.ShouldNotBeNull().Entities.Single();

    public async Task<(List<Change> Changes, string? Cursor)> ReadAsync(string? since = null)
    {
        var (changes, cursor, error) = await TryReadAsync(since);
        error.ShouldBeNull();
        return (changes, cursor);
    }

    public async Task<(List<Change> Changes, string? Cursor, ConnectorError? Error)> TryReadAsync(string? since = null)
    {
        var changes = new List<Change>();
        await foreach (var answer in Connector.ReadChangesAsync(Entity, since, default))
        {
            if (!answer.Is(out var page, out var error)) return (changes, null, error);
            changes.AddRange(page.Changes);
            if (page.IsLast) return (changes, page.Cursor, null);
        }

        throw new InvalidOperationException("A read ended without its last page.");
    }

    public async Task<Record?> OneAsync(string id) => (await Connector.ReadAsync(Entity, new RecordId(id), default)).Value.ShouldNotBeNull().Change?.Record;

    public async Task<Answer<Written>> WriteAsync(WriteKind kind, string? id, params KeyValuePair<string, object?>[] values)
    {
        var schema = (await DescribedAsync()).Schema;
        return await Connector.WriteAsync(new Write(Entity, kind, id is null ? null : new RecordId(id), Record.Of(schema, null, values), null, RecordVersion.None, null), default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _folder.Dispose();
    }
}
