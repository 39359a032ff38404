namespace SesamTalk.Engine.Connectors.Wire;

/// <summary>Where processes that are counted together note their requests, so that all of them keep to one rate.</summary>
internal interface IRateLedger
{
    /// <summary>
    /// Reserves turns: now, or as soon as those who asked before have had theirs; nobody is refused, so nobody starves. Null
    /// where no other process can be asking, or where the ledger cannot be reached: the process's own count then holds alone.
    /// </summary>
    /// <param name="key">What is counted; never a secret itself.</param>
    /// <param name="turns">How many would be used at once; fewer may be given.</param>
    /// <param name="perSecond">Requests a second, of all processes together.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<RateTurns?> TakeAsync(string key, int turns, double perSecond, CancellationToken cancellation);

    /// <summary>Nobody begins anything for this long: the other side said so.</summary>
    Task HoldAsync(string key, TimeSpan span, CancellationToken cancellation);
}

/// <summary>Requests that may leave together.</summary>
/// <param name="Count">How many; one at least.</param>
/// <param name="Wait">From when on they may leave, counted from now.</param>
/// <param name="GoodFor">For how long after that; what did not leave by then is lost and has to be asked for again.</param>
internal readonly record struct RateTurns(int Count, TimeSpan Wait, TimeSpan GoodFor);
