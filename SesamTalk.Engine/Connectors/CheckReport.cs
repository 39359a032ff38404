using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SesamTalk.Engine.Reasons;

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
[method: JsonConstructor]
public sealed record CheckStep(string Name, bool IsFine, Reason Message, TimeSpan Took)
{
    /// <summary>With a sentence as it is written here.</summary>
    public CheckStep(string name, bool isFine, Wording message, TimeSpan took) : this(name, isFine, (Reason)message, took)
    {
    }
}
