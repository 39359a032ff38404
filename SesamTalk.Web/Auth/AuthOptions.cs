using System.ComponentModel.DataAnnotations;

namespace SesamTalk.Web.Auth;

/// <summary>How sign-in behaves. Section <c>Auth</c>; checked when the host starts.</summary>
public sealed class AuthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Auth";

    /// <summary>The shortest password that is taken.</summary>
    [Range(12, 128, ErrorMessage = "Auth:PasswordLength is between 12 and 128.")]
    public int PasswordLength { get; set; } = 12;

    /// <summary>Wrong passwords in a row that lock an account.</summary>
    [Range(3, 20, ErrorMessage = "Auth:Attempts is between 3 and 20.")]
    public int Attempts { get; set; } = 5;

    /// <summary>How many minutes an account stays locked.</summary>
    [Range(1, 1440, ErrorMessage = "Auth:LockedMinutes is between 1 and 1440.")]
    public int LockedMinutes { get; set; } = 15;

    /// <summary>Hours without a request after which a session ends.</summary>
    [Range(1, 168, ErrorMessage = "Auth:IdleHours is between 1 and 168.")]
    public int IdleHours { get; set; } = 8;

    /// <summary>Hours after which a session ends, however much it is used.</summary>
    [Range(1, 720, ErrorMessage = "Auth:SessionHours is between 1 and 720.")]
    public int SessionHours { get; set; } = 24;

    /// <summary>How many times one address may try to come in within a minute, over all accounts.</summary>
    [Range(3, 10_000, ErrorMessage = "Auth:TriesPerMinute is between 3 and 10000.")]
    public int TriesPerMinute { get; set; } = 30;

    /// <summary>Rounds of the password hash.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Auth:HashRounds is between 1 and 10000000.")]
    public int HashRounds { get; set; } = 210_000;

    /// <summary>How many hours an invitation, or a link to a new password, is good for.</summary>
    [Range(1, 168, ErrorMessage = "Auth:InvitationHours is between 1 and 168.")]
    public int InvitationHours { get; set; } = 24;

    /// <summary>What the keys that all nodes share are sealed by in their database: long, random, the same on every node, and in no file beside the database. Without it keys stand in the data folder.</summary>
    [MinLength(32, ErrorMessage = "Auth:KeySecret has at least 32 letters.")]
    public string? KeySecret { get; set; }
}
