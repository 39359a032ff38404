using SesamTalk.Engine.Connectors;

namespace SesamTalk.Engine.Storage;

/// <summary>Keeps secrets that systems replaced by themselves, protected, with the system that they belong to.</summary>
internal sealed class KeptSecrets(SystemStore systems, ISecretProtector protector) : ISecretKeeper
{
    public async Task<string?> FindAsync(string systemId, string name, CancellationToken cancellation) =>
        (await systems.FindAsync(systemId, cancellation))?.ProtectedSecrets.GetValueOrDefault(name) is { Length: > 0 } kept ? protector.Reveal(kept) : null;

    /// <summary>Stores the secret; a system that is not stored (one that is only being tried) has nowhere to keep it.</summary>
    public async Task KeepAsync(string systemId, string name, string secret, CancellationToken cancellation)
    {
        if (await systems.FindAsync(systemId, cancellation) is not { } system) return;
        await systems.SaveAsync(system with { ProtectedSecrets = system.ProtectedSecrets.SetItem(name, protector.Protect(secret)) }, system.Name, cancellation);
    }
}
