using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>The request budgets, each known by a hash of the secret or address that it is counted by; shared among processes by a ledger where there is one.</summary>
internal sealed class RateBudgets(TimeProvider clock, IRateLedger? ledger = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, SharedTurns> _shared = new();
    private readonly ConcurrentDictionary<string, RateBudget> _budgets = new();

    /// <summary>The budget that everybody with this key shares; the rate asked for last holds for all of them.</summary>
    /// <param name="key">What it is counted by.</param>
    /// <param name="perSecond">Requests a second; zero is without limit.</param>
    /// <param name="parallel">Requests under way at the same time; zero is without limit.</param>
    public RateBudget Of(string key, double perSecond, int parallel = 0)
    {
        var budget = _budgets.GetOrAdd(Hash(key), name => new RateBudget(clock, perSecond, SharedBy(name)));
        budget.PerSecond = perSecond;
        budget.Parallel = parallel;
        return budget;
    }

    public void Dispose()
    {
        foreach (var shared in _shared.Values) shared.Dispose();
    }

    private SharedTurns? SharedBy(string name) => ledger is null ? null : _shared.GetOrAdd(name, _ => new SharedTurns(ledger, name, clock));

    /// <summary>A name for a secret that does not give it away.</summary>
    public static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
