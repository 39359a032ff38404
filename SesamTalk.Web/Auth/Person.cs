using System.Security.Claims;

namespace SesamTalk.Web.Auth;

/// <summary>Who is here.</summary>
/// <param name="Id">Stays the same when the name changes; what a person's own settings are kept under.</param>
/// <param name="Name">What runs and the audit keep.</param>
/// <param name="Role">What they may.</param>
public sealed record Person(string Id, string Name, Role Role)
{
    internal const string RoleClaim = "talk-role", StampClaim = "talk-stamp", SinceClaim = "talk-since", MostClaim = "talk-most", PreviewClaim = "talk-preview";

    /// <summary>Whoever looks around in a demo on their own machine.</summary>
    public static readonly Person OfDemo = new("demo", "Browser user", Role.Admin);

    /// <summary>Who is not signed in.</summary>
    public static readonly ClaimsPrincipal Stranger = new(new ClaimsIdentity());

    /// <summary>The person of a sign-in; null where nobody is signed in.</summary>
    public static Person? Of(ClaimsPrincipal principal) =>
        principal.Identity is ClaimsIdentity { IsAuthenticated: true } identity && identity.FindFirst(ClaimTypes.NameIdentifier) is { } id && Enum.TryParse<Role>(identity.FindFirst(RoleClaim)?.Value, out var role)
            ? new(id.Value, identity.Name ?? id.Value, role)
            : null;

    /// <summary>A sign-in of this person by a scheme.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme, params Claim[] more) =>
        new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, Id), new(ClaimTypes.Name, Name), new(RoleClaim, Role.ToString()), .. more], scheme));
}
