using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Own;

/// <summary>The keys by which programs act for a person: made here, shown once, and taken back here.</summary>
public sealed partial class TokenList(Reader reader, IStringLocalizer<AccountTexts> t, IStringLocalizer<SharedTexts> roles, ApiTokens tokens, TimeProvider clock, ReaderClock reading) : TalkPage
{
    private IReadOnlyList<ApiToken> _tokens = [];
    private string? _secret, _name;
    private Role _role = Role.Viewer;
    private int _days = 90;

    [Parameter, EditorRequired] public required Person Owner { get; set; }

    protected override Task OnInitializedAsync() => ReloadAsync();

    private Task ReloadAsync() => LoadAsync(async ct => _tokens = await tokens.OfAsync(Owner.Id, ct));

    private async Task MakeAsync()
    {
        reader.As(Act.KeepOwnAccount);
        // The role of this moment: an open page may be older than a role that was taken away.
        var owner = reader.Person!;
        if (string.IsNullOrWhiteSpace(_name) || _role > owner.Role || _role == Role.Nobody || _days is < 1 or > ApiTokens.MostDays) return;
        (_, _secret) = await tokens.MakeAsync(owner, _name.Trim(), _role, _days, Leaving);
        _name = null;
        await ReloadAsync();
    }

    private async Task RevokeAsync(ApiToken token)
    {
        await tokens.RevokeAsync(Owner.Id, token.Id, reader.As(Act.KeepOwnAccount), Leaving);
        _secret = null;
        await ReloadAsync();
    }
}
