using SesamTalk.Engine.Connectors;

namespace SesamTalk.Tests.Conformance;

/// <summary>Remembers the secrets that systems replaced.</summary>
public sealed class RememberedSecrets : ISecretKeeper
{
    public List<(string System, string Name, string Secret)> Kept { get; } = [];

    public Task<string?> FindAsync(string systemId, string name, CancellationToken cancellation)
    {
        lock (Kept) return Task.FromResult(Kept.LastOrDefault(kept => kept.System == systemId && kept.Name == name).Secret is { } secret ? secret : null);
    }

    public Task KeepAsync(string systemId, string name, string secret, CancellationToken cancellation)
    {
        lock (Kept) Kept.Add((systemId, name, secret));
        return Task.CompletedTask;
    }
}
