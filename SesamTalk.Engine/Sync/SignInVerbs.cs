using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Engine.Sync;

/// <summary>Lets a person sign in to a system in the browser, once; what comes of it stands in the system's connection test.</summary>
public sealed class SignInVerbs(ConnectorCatalog catalog, SystemStore systems, SystemMemory memory, SystemVerbs verbs, TimeProvider clock)
{
    /// <summary>The step of a connection test that a sign-in is.</summary>
    public const string Step = "sign-in";

    /// <summary>The name of the secret that a sign-in gives; null where nobody signs in to this system in a browser.</summary>
    public async Task<string?> SecretAsync(string systemId, CancellationToken cancellation = default)
    {
        await using var opened = Open(await systems.FindAsync(systemId, cancellation));
        return (opened as ISignsIn)?.SignInSecret;
    }

    /// <summary>Where the person goes; null where there is no such system, or nobody signs in to it in a browser.</summary>
    public async Task<Uri?> BeginAsync(string systemId, SignInAttempt attempt, CancellationToken cancellation = default)
    {
        await using var opened = Open(await systems.FindAsync(systemId, cancellation));
        return (opened as ISignsIn)?.SignInAddress(attempt);
    }

    /// <summary>Trades the code that the person came back with, and tests the connection with what it gave. True where the test went well.</summary>
    public async Task<bool> FinishAsync(string systemId, string code, SignInAttempt attempt, CancellationToken cancellation = default)
    {
        await using (var opened = Open(await systems.FindAsync(systemId, cancellation)))
        {
            if (opened is not ISignsIn signs) return false;
            var answer = await signs.SignInAsync(code, attempt, cancellation);
            if (!answer.Is(out _, out var error))
            {
                await FailAsync(systemId, error.Because, cancellation);
                return false;
            }
        }

        return await systems.FindAsync(systemId, cancellation) is { } system && (await verbs.TestAsync(system, cancellation)).IsFine;
    }

    /// <summary>Notes that a sign-in came to nothing, and why.</summary>
    public Task FailAsync(string systemId, Reason why, CancellationToken cancellation = default) =>
        memory.KeepAsync(systemId, new StoredCheck(clock.GetUtcNow(), [new CheckStep(Step, false, why, TimeSpan.Zero)]), cancellation);

    // Settings that cannot work are the connection form's to say.
    private IConnector? Open(ConnectedSystem? system)
    {
        try
        {
            return system is null ? null : catalog.Open(system);
        }
        catch (SettingsException)
        {
            return null;
        }
    }
}
