using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Tests.Conformance;

/// <summary>What an heir says about its system: how it is opened, and one entity to try everything on.</summary>
public sealed record ConformanceSubject
{
    /// <summary>The system, its secrets as plain text.</summary>
    public required ConnectedSystem System { get; init; }

    /// <summary>The sandbox's root; null where the system has no HTTP door.</summary>
    public Uri? Sandbox { get; init; }

    /// <summary>The way behind the scenes; null for the sandbox's own.</summary>
    public IConformanceDoor? Door { get; init; }

    /// <summary>What to stop in the end.</summary>
    public required IAsyncDisposable Host { get; init; }

    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>A part of the path of the entity's list and records.</summary>
    public string PathPart { get; init; } = "";

    /// <summary>The verb of an update; only systems over HTTP have one.</summary>
    public string UpdateVerb { get; init; } = "PATCH";

    /// <summary>A kind of connector that the catalog has not; null for one that it has.</summary>
    public ConnectorKind? Kind { get; init; }

    /// <summary>Values of a new record, different for each number.</summary>
    public required Func<int, IEnumerable<KeyValuePair<string, object?>>> Values { get; init; }

    /// <summary>A text that may be changed, emptied and hold <see cref="TextLength"/> characters of any kind.</summary>
    public required string Text { get; init; }

    /// <summary>How many characters the text is tried with.</summary>
    public int TextLength { get; init; } = 150;

    /// <summary>The text must always have a value.</summary>
    public bool TextIsRequired { get; init; }

    /// <summary>A property with a value that the system refuses.</summary>
    public required KeyValuePair<string, object?> Refused { get; init; }

    /// <summary>A record has a stamp and a version of its own.</summary>
    public bool HasStamp { get; init; } = true;

    /// <summary>Records in a page, as the connector is set.</summary>
    public int PageSize { get; init; } = 5;

    /// <summary>An id that no record has.</summary>
    public required string NoSuchId { get; init; }
}

/// <summary>A connector opened as the engine opens it, with a meddler in between.</summary>
public sealed class ConformanceConnection : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="system">The system.</param>
    /// <param name="kind">A kind that the engine does not ship; null for its own.</param>
    /// <param name="clock">The clock; null hurries short waits on.</param>
    public ConformanceConnection(ConnectedSystem system, ConnectorKind? kind = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<ISecretProtector, OpenProtector>();
        services.AddSingleton(clock ?? new HurriedClock());
        services.AddSesamTalkEngine();
        if (kind is not null) services.AddSingleton(kind);
        services.AddSingleton<ISecretKeeper>(Secrets);
        services.AddHttpClient("connectors").AddHttpMessageHandler(() => Meddler);
        _services = services.BuildServiceProvider();
        Connector = _services.GetRequiredService<ConnectorCatalog>().Open(system);
    }

    /// <summary>The connector under test.</summary>
    public IConnector Connector { get; }

    /// <summary>What systems replaced.</summary>
    public RememberedSecrets Secrets { get; } = new();

    /// <summary>What stands in between.</summary>
    public MeddlingHandler Meddler { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await Connector.DisposeAsync();
        await _services.DisposeAsync();
    }

    /// <summary>Keeps secrets as they are; tests have none to hide.</summary>
    public sealed class OpenProtector : ISecretProtector
    {
        public string Protect(string secret) => secret;

        public string Reveal(string protectedSecret) => protectedSecret;
    }
}
