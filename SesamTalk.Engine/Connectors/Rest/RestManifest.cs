using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>A REST system as its manifest declares it.</summary>
internal sealed record RestManifest
{
    /// <summary>What people call the system.</summary>
    public required string Name { get; init; }

    /// <summary>The root of all paths; <c>{baseAddress}</c> and other settings of the system may stand in it.</summary>
    public required Placeholders BaseUrl { get; init; }

    /// <summary>The settings that a system must or may give.</summary>
    public ImmutableArray<RestParameter> Parameters { get; init; } = [];

    /// <summary>Headers of every request; parameters and secrets may stand in them.</summary>
    public ImmutableArray<(string Name, Placeholders Value)> Headers { get; init; } = [];

    /// <summary>How it is signed in to.</summary>
    public required RestAuth Auth { get; init; }

    /// <summary>How much may be asked of it.</summary>
    public RestRate Rate { get; init; } = new();

    /// <summary>How far a read may be behind a write.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>How refusals are read.</summary>
    public RestErrors Errors { get; init; } = new();

    /// <summary>The entities.</summary>
    public required ImmutableArray<RestEntity> Entities { get; init; }

    /// <summary>What the system tells by itself; null where it tells nothing.</summary>
    public RestWebhooks? Webhooks { get; init; }

    /// <summary>The names of all secrets that a system must give.</summary>
    public IEnumerable<string> Secrets => Auth.Secrets
        .Concat(Headers.SelectMany(header => header.Value.Names).Where(name => name.StartsWith("secret.", StringComparison.Ordinal)).Select(name => name["secret.".Length..]))
        .Distinct();
}

/// <summary>A setting of the system that the manifest uses.</summary>
/// <param name="Name">Its name, used as <c>{param.name}</c>.</param>
/// <param name="Default">What stands for it where it is not given; null where it must be.</param>
/// <param name="Label">What to ask a person for.</param>
internal sealed record RestParameter(string Name, string? Default, string Label);

/// <summary>How much may be asked of a system.</summary>
internal sealed record RestRate
{
    /// <summary>Requests a second; 0 is without limit.</summary>
    public double PerSecond { get; init; }

    /// <summary>Requests at the same time; 0 is without limit.</summary>
    public int Parallel { get; init; }

    /// <summary>How often a read is tried while the system is busy.</summary>
    public int Tries { get; init; } = 4;

    /// <summary>The header that says how many requests are left; empty where none does.</summary>
    public string RemainingHeader { get; init; } = "";

    /// <summary>The header that says when there are more: seconds from now, or seconds since 1970.</summary>
    public string ResetHeader { get; init; } = "";
}

/// <summary>How refusals are read.</summary>
internal sealed record RestErrors
{
    /// <summary>The dotted path of the sentence in a refusal.</summary>
    public string Message { get; init; } = "";

    /// <summary>The dotted path of the property's name in a refusal; empty where there is none.</summary>
    public string Property { get; init; } = "";

    /// <summary>The dotted path whose presence in an answer of success means an error; empty where success is success.</summary>
    public string InSuccess { get; init; } = "";

    /// <summary>Values at that path that mean no error (<c>ok</c>, <c>0</c>).</summary>
    public ImmutableArray<string> NoError { get; init; } = [];

    /// <summary>The dotted path of the error's code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Codes of trouble that passes by itself.</summary>
    public ImmutableArray<string> Transient { get; init; } = [];

    /// <summary>Codes of a refused sign-in or right.</summary>
    public ImmutableArray<string> NotAllowed { get; init; } = [];
}
