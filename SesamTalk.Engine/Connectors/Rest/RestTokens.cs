using System.Collections.Concurrent;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>The process's tokens, one for each account of a system, so that connections do not sign in again and again.</summary>
internal sealed class RestTokens(TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, RestToken> _tokens = new();

    /// <summary>The token that all connections with these secrets share.</summary>
    public RestToken Of(string account) => _tokens.GetOrAdd(RateBudgets.Hash(account), _ => new RestToken(clock));

    public void Dispose()
    {
        foreach (var token in _tokens.Values) token.Dispose();
    }
}
