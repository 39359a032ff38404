namespace SesamTalk.Web.Auth.Accounts;

/// <summary>How a change of an account ended.</summary>
public enum AccountOutcome
{
    Done,

    /// <summary>There is no such account.</summary>
    Unknown,

    /// <summary>Without this admin there would be none.</summary>
    LastAdmin,

    /// <summary>Another has the name.</summary>
    NameTaken,

    /// <summary>The name is empty, too long, or has letters that names may not have.</summary>
    NameWrong,

    /// <summary>The password is too short, or too easy to guess.</summary>
    PasswordWeak,

    /// <summary>The password that was to be changed is not the one.</summary>
    PasswordWrong,

    /// <summary>The link was used, is over, or never was.</summary>
    LinkOver,
}

/// <summary>What came of a change of an account.</summary>
/// <param name="Outcome">How it ended; anything but <see cref="AccountOutcome.Done"/> changed nothing.</param>
/// <param name="Link">The address to hand to the person, where there is one; shown once.</param>
public sealed record AccountAnswer(AccountOutcome Outcome, string? Link = null);
