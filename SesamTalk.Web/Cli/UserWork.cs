using SesamTalk.Web.Auth.Accounts;

namespace SesamTalk.Web.Cli;

/// <summary>Lists and changes accounts, for a verb.</summary>
internal static class UserWork
{
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, UserRequest request, CancellationToken cancellationToken)
    {
        var accounts = services.GetRequiredService<Accounts>();
        var all = await accounts.AllAsync(cancellationToken);
        if (request.What == "list") return List(all);
        if (request.What == "add") return Said(await accounts.AddAsync(request.Who, request.Name, request.Role, cancellationToken), request);
        if (all.FirstOrDefault(one => string.Equals(one.UserName, request.Name, StringComparison.OrdinalIgnoreCase)) is not { } account)
            return VerbAnswer.BadInput($"Nobody is called “{request.Name}”. {(all.Count == 0 ? "There is nobody yet." : $"There are: {string.Join(", ", all.Select(one => one.UserName))}.")} Nothing was changed.");
        return Said(await (request.What switch
        {
            "role" => accounts.GiveRoleAsync(request.Who, account.Id, request.Role, cancellationToken),
            "reset" => accounts.ResetAsync(request.Who, account.Id, cancellationToken),
            "lock" => accounts.ShutOutAsync(request.Who, account.Id, true, cancellationToken),
            "unlock" => accounts.ShutOutAsync(request.Who, account.Id, false, cancellationToken),
            "remove" => accounts.RemoveAsync(request.Who, account.Id, cancellationToken),
            _ => Task.FromResult(new AccountAnswer(AccountOutcome.Unknown)),
        }), request);
    }

    private static VerbAnswer List(IReadOnlyList<Account> all)
    {
        var text = all.Count == 0 ? "There is nobody yet. Serving tells an address where the first admin is made; 'user add NAME Admin' makes one here." : string.Join(Environment.NewLine, all.Select(Line));
        return new(ExitCode.Done, text, VerbJson.Of(new { Users = all.Select(one => new { Name = one.UserName, one.Role, IsShutOut = one.IsShutOut, HasJoined = one.PasswordHash is not null, TwoFactor = one.TwoFactorEnabled, one.LastSignIn }) }));
    }

    private static string Line(Account account) =>
        $"{account.UserName}: {account.Role}{(account.IsShutOut ? ", shut out" : "")}{(account.PasswordHash is null ? ", has not chosen a password yet" : "")}{(account.TwoFactorEnabled ? ", with a second factor" : "")}";

    private static VerbAnswer Said(AccountAnswer answer, UserRequest request) => answer.Outcome switch
    {
        AccountOutcome.Done => new(ExitCode.Done, answer.Link is { } link ? $"{request.Name} chooses a password here, once: {link} (at the address of this site)" : $"{request.Name}: done."),
        AccountOutcome.LastAdmin => VerbAnswer.BadInput($"{request.Name} is the last admin who can sign in. Make another one first. Nothing was changed."),
        AccountOutcome.NameTaken => VerbAnswer.BadInput($"Somebody is called {request.Name} already. Nothing was changed."),
        AccountOutcome.NameWrong => VerbAnswer.BadInput($"“{request.Name}” cannot be a name: letters, digits, spaces and . - _ @ + are allowed. Nothing was changed."),
        AccountOutcome.Unknown or AccountOutcome.PasswordWeak or AccountOutcome.PasswordWrong or AccountOutcome.LinkOver => VerbAnswer.BadInput("This cannot be done. Nothing was changed."),
    };
}
