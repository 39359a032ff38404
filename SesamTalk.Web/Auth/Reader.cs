using Microsoft.AspNetCore.Components.Authorization;

namespace SesamTalk.Web.Auth;

/// <summary>
/// Who sits at the browser. Whatever changes something asks for a name, and a name is only given for an act that the person may
/// do at this moment: a button that is pressed past its page is refused here.
/// </summary>
public sealed partial class Reader(AuthenticationStateProvider state, ILogger<Reader>? log = null)
{
    /// <summary>Who it is; null where nobody is signed in any more.</summary>
    public Person? Person => state.GetAuthenticationStateAsync() is { IsCompletedSuccessfully: true } known ? Person.Of(known.GetAwaiter().GetResult().User) : null;

    /// <summary>Whether they look through a smaller role, so that nothing is done: see <see cref="SeenAs"/>.</summary>
    public bool IsPreview => state.GetAuthenticationStateAsync() is { IsCompletedSuccessfully: true } known && known.GetAwaiter().GetResult().User.HasClaim(claim => claim.Type == Person.PreviewClaim);

    /// <summary>What their own settings and drafts are kept under.</summary>
    public string Key => Person?.Id ?? "nobody";

    /// <summary>Whether they may, now.</summary>
    public bool May(Act act) => Acts.May(Person?.Role ?? Role.Nobody, act);

    /// <summary>Their name, to do this under. Throws <see cref="NotAllowedException"/> where they may not, or only look.</summary>
    public string As(Act act)
    {
        var person = Person;
        if (person is not null && Acts.May(person.Role, act) && !IsPreview) return person.Name;
        if (log is not null) Refused(log, act, person?.Id ?? "nobody");
        throw new NotAllowedException(act);
    }

    [LoggerMessage(LogLevel.Warning, "Refused: {Act} by {AccountId}, whose role does not allow it.")]
    private static partial void Refused(ILogger log, Act act, string accountId);
}
