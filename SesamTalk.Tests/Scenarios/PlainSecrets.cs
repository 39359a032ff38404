using SesamTalk.Engine.Connectors;

namespace SesamTalk.Tests.Scenarios;

/// <summary>Secrets of tests, which nobody has to keep.</summary>
internal sealed class PlainSecrets : ISecretProtector
{
    public string Protect(string secret) => secret;

    public string Reveal(string protectedSecret) => protectedSecret;
}
