using System.Collections.Concurrent;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>The process's tokens, one for each client, known by a hash of the keys.</summary>
internal sealed class GoTokens(TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, GoToken> _tokens = new();

    /// <summary>The token that all connections with these keys share.</summary>
    public GoToken Of(PowerOfficeGoSettings settings) => _tokens.GetOrAdd(
        RateBudgets.Hash($"{settings.TokenAddress}\n{settings.ApplicationKey}\n{settings.ClientKey}\n{settings.SubscriptionKey}"),
        _ => new GoToken(clock));

    public void Dispose()
    {
        foreach (var token in _tokens.Values) token.Dispose();
    }
}
