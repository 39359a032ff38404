using System.Collections.Immutable;
using SesamTalk.Engine.Connectors.PowerOfficeGo.Entities;
using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>PowerOffice Go, API version 2. See the entities for what it holds and <see cref="PowerOfficeGoSettings"/> for what it needs.</summary>
internal sealed class PowerOfficeGoConnector : IConnector, ISelectiveReads, ITellsIdentity
{
    /// <summary>The key in the catalog.</summary>
    public const string Key = "poweroffice-go";

    private static readonly ImmutableArray<GoEntity> Entities =
    [
        Customers.Entity, ContactPersons.Entity, Suppliers.Entity, Departments.Entity, Locations.Entity, ProductGroups.Entity, Products.Entity, Projects.Entity,
        SalesOrders.Entity, SalesOrderLines.Entity, Employees.Entity, ContactDeliveryAddresses.Entity, OutgoingInvoices.Entity, Addresses.Entity,
    ];

    private readonly PowerOfficeGoSettings _settings;
    private readonly GoReader _reader;
    private readonly GoWriter _writer;
    private readonly GoAddresses _addresses;
    private readonly GoCheck _check;

    public PowerOfficeGoConnector(PowerOfficeGoSettings settings, IHttpClientFactory clients, RateBudgets budgets, GoTokens tokens, TimeProvider clock)
    {
        const int largestAnswer = 64 * 1024 * 1024;
        var door = new HttpDoor(clients, clock, settings.Timeout, largestAnswer);
        var budget = budgets.Of(settings.SubscriptionKey, settings.RequestsPerSecond);
        var token = tokens.Of(settings);
        var tokenCourier = new Courier(door, budget, new GoTokenSignIn(settings), clock, settings.Patience);
        var api = new GoApi(settings, new Courier(door, budget, new GoSignIn(settings, token, tokenCourier), clock, settings.Patience));
        var places = new GoPlaces();
        _settings = settings;
        _reader = new GoReader(api, places);
        _writer = new GoWriter(api, _reader, places);
        _addresses = new GoAddresses(_reader, _writer);
        _check = new GoCheck(settings, api, token, tokenCourier, clock);
    }

    /// <inheritdoc/>
    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => _check.RunAsync(cancellation);

    /// <inheritdoc/>
    public Task<Answer<SystemIdentity>> WhoAsync(CancellationToken cancellation) => _check.WhoAsync(cancellation);

    /// <inheritdoc/>
    public Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation) =>
        Task.FromResult<Answer<SystemDescription>>(new SystemDescription([.. Entities.Select(entity => entity.Describe(_settings.ReadLag))]));

    /// <inheritdoc/>
    public IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, CancellationToken cancellation) =>
        IsAddress(entity) ? _addresses.ReadChangesAsync(cancellation) : _reader.ReadChangesAsync(Of(entity), since, cancellation);

    /// <inheritdoc/>
    public async Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation)
    {
        var answer = IsAddress(entity) ? await _addresses.ReadAsync(id, cancellation) : await _reader.ReadAsync(Of(entity), id, null, cancellation);
        if (!answer.Is(out var read, out var error)) return error;
        return new Reading(read.Record is { } record ? GoChanges.Of(record) : null);
    }

    /// <inheritdoc/>
    public Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation) =>
        IsAddress(entity) ? _addresses.FindAsync(path, value, cancellation) : _reader.FindAsync(Of(entity), path, value, cancellation);

    /// <inheritdoc/>
    public Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation) =>
        IsAddress(write.Entity) ? _addresses.WriteAsync(write, cancellation) : _writer.WriteAsync(Of(write.Entity), write, cancellation);

    /// <inheritdoc/>
    public void NeedsOnly(string entity, IReadOnlyCollection<string> paths)
    {
        if (entity == SalesOrders.Entity.Name) _reader.WantsLines = paths.Contains("SalesOrderLines");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsAddress(string entity) => entity == Addresses.Entity.Name;

    private static GoEntity Of(string name) => Entities.FirstOrDefault(entity => entity.Name == name)
        ?? throw new ArgumentException($"PowerOffice Go has no entity {name}.", nameof(name));
}
