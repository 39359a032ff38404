using Microsoft.AspNetCore.Identity;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>A person who may sign in.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>What they may.</summary>
    public Role Role { get; set; }

    /// <summary>Shut out by an admin, until an admin lets them in again. What they did stays under their name.</summary>
    public bool IsShutOut { get; set; }

    /// <summary>Who added them.</summary>
    public string AddedBy { get; set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset AddedAt { get; set; }

    /// <summary>When they last signed in; null for one who was invited and has not come yet.</summary>
    public DateTimeOffset? LastSignIn { get; set; }
}
