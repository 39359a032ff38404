namespace SesamTalk.Engine.Connectors;

/// <summary>Keeps a secret that a system replaced by itself, as some do with the refresh token at every use.</summary>
public interface ISecretKeeper
{
    /// <summary>Stores the secret of a system under its name, protected. It is durable when this returns.</summary>
    Task KeepAsync(string systemId, string name, string secret, CancellationToken cancellation);
}
