namespace SesamTalk.Engine.Connectors;

/// <summary>Keeps a secret that a system replaced by itself, as some do with the refresh token at every use.</summary>
public interface ISecretKeeper
{
    /// <summary>The secret as it is stored now, which another process may have replaced; null where none is stored.</summary>
    Task<string?> FindAsync(string systemId, string name, CancellationToken cancellation);

    /// <summary>Stores the secret of a system under its name, protected. It is durable when this returns.</summary>
    Task KeepAsync(string systemId, string name, string secret, CancellationToken cancellation);
}
