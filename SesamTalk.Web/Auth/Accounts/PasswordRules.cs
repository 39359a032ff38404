using Microsoft.AspNetCore.Identity;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>Long is strong: no kinds of letters are asked for, but nothing that is guessed first is taken.</summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    private const int FewestLetters = 5;
    private static readonly string[] Guessed = ["password", "passord", "sesamtalk", "qwerty", "123456", "abcdef", "letmein", "velkommen", "welcome", "administrator"];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(password is null || IsGuessed(password, user.UserName ?? "") ? IdentityResult.Failed(new IdentityError { Code = "Guessed" }) : IdentityResult.Success);

    private static bool IsGuessed(string password, string name)
    {
        var bare = password.ToLowerInvariant();
        foreach (var first in Guessed) bare = bare.Replace(first, "", StringComparison.Ordinal);
        if (name.Split('@')[0] is { Length: > 2 } own) bare = bare.Replace(own.ToLowerInvariant(), "", StringComparison.Ordinal);
        // What is left beside the guessed words must still be worth something.
        return bare.Length < 8 || bare.Distinct().Count() < FewestLetters;
    }
}
