using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;

namespace SesamTalk.Tests.Web.Pages.Systems;

/// <summary>A connector that answers what the test says: its key is right or wrong, and it holds these entities.</summary>
internal sealed class ToldConnector(ConnectedSystem system, ISecretProtector secrets, ToldConnector.Answers answers) : IConnector
{
    public const string Key = "told";

    /// <summary>What it answers.</summary>
    internal sealed class Answers
    {
        public string RightKey { get; set; } = "right";

        public SystemDescription Description { get; set; } = Holding(("name", PropertyType.Text), ("city", PropertyType.Text));
    }

    public static ConnectorKind Kind(ISecretProtector secrets, Answers answers) => new(Key, "Told", system => new ToldConnector(system, secrets, answers))
    {
        Fields = _ =>
        [
            new("baseAddress", SettingKind.Address) { IsRequired = true },
            new("apiKey", SettingKind.Secret) { IsRequired = true },
            new("pageSize", SettingKind.Number) { Usual = "500", Least = 1, Most = 1000 },
        ],
    };

    /// <summary>One entity, <c>Customers person</c>, with these properties after its key.</summary>
    public static SystemDescription Holding(params (string Path, PropertyType Type)[] properties) => new(
        [new EntityDescription(new Schema("Customers person", [new SchemaProperty("id", PropertyType.Text) { IsKey = true }, .. properties.Select(property => new SchemaProperty(property.Path, property.Type))]), new EntityCapabilities())]);

    public Task<CheckReport> CheckAsync(CancellationToken cancellation)
    {
        ImmutableArray<CheckStep> steps = [new("address", true, "It answers.", TimeSpan.FromMilliseconds(4))];
        var fits = secrets.Reveal(system.ProtectedSecrets["apiKey"]) == answers.RightKey;
        return Task.FromResult(new CheckReport([.. steps, new CheckStep("sign-in", fits, fits ? "The key is accepted." : "The key is not accepted.", TimeSpan.FromMilliseconds(7))]));
    }

    public Task<Answer<SystemDescription>> DescribeAsync(CancellationToken cancellation) => Task.FromResult<Answer<SystemDescription>>(answers.Description);

    public IAsyncEnumerable<Answer<ChangePage>> ReadChangesAsync(string entity, string? since, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Answer<Reading>> ReadAsync(string entity, RecordId id, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Answer<Findings>> FindAsync(string entity, string path, object value, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Answer<Written>> WriteAsync(Write write, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
