using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors;

/// <summary>How a connection test went, step by step; a step after the first that failed was not tried.</summary>
public sealed record CheckReport(ImmutableArray<CheckStep> Steps)
{
    /// <summary>Every step went well.</summary>
    public bool IsFine => Steps.All(step => step.IsFine);
}

/// <summary>A named step of a connection test: address, sign-in, rights, read.</summary>
/// <param name="Name">The step, one of the fixed names.</param>
/// <param name="IsFine">Whether it went well.</param>
/// <param name="Message">What was seen, and for a failure what to do.</param>
/// <param name="Took">How long it took.</param>
public sealed record CheckStep(string Name, bool IsFine, string Message, TimeSpan Took);
