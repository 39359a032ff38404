using Microsoft.Extensions.Localization;

namespace SesamTalk.Web.Components.Shared;

/// <summary>What a person needs to know when something failed; every text is in their language and never a stack trace.</summary>
/// <param name="What">What happened, and where.</param>
/// <param name="Why">The cause as far as it is known.</param>
/// <param name="NotDone">What was not written or changed because of it.</param>
/// <param name="NextStep">What to do now.</param>
/// <param name="Reference">What to quote when asking for help; the log has it too.</param>
public sealed record Failure(string What, string Why, string NotDone, string NextStep, string Reference)
{
    /// <summary>The failure of a whole page that met a mistake of our own.</summary>
    public static Failure OfPage(string? reference, IStringLocalizer text) =>
        new(text["FailedWhat"], text["FailedWhy"], text["FailedNotDone"], text["FailedNextStep"], reference ?? "–");
}
