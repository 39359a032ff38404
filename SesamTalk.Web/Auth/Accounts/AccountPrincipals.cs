using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace SesamTalk.Web.Auth.Accounts;

/// <summary>What a sign-in carries: who, as what, since when, and a stamp that a changed password makes worthless.</summary>
internal sealed class AccountPrincipals(TimeProvider clock) : IUserClaimsPrincipalFactory<Account>
{
    public Task<ClaimsPrincipal> CreateAsync(Account user) => Task.FromResult(new Person(user.Id, user.UserName!, user.Role).ToPrincipal(
        IdentityConstants.ApplicationScheme,
        new Claim(Person.StampClaim, user.SecurityStamp!),
        new Claim(Person.SinceClaim, clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))));
}
