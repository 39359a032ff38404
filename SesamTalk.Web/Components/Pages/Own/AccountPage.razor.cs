using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Auth.Accounts;
using SesamTalk.Web.Components.Shared;

namespace SesamTalk.Web.Components.Pages.Own;

/// <summary>One's own password, second factor, passkeys and tokens. What sets a cookie is sent as a form; its answer comes back here.</summary>
public sealed partial class AccountPage(Reader reader, IStringLocalizer<AccountTexts> t, IStringLocalizer<SharedTexts> roles, Accounts accounts, ShownOnce shown, OpenHouse house) : TalkPage
{
    private static readonly string[] Sayings = ["password", "password-weak", "password-wrong", "on", "on-wrong", "off", "off-wrong", "passkey", "passkey-removed"];

    private Account? _account;
    private IReadOnlyList<OwnPasskey> _passkeys = [];
    private IReadOnlyList<string>? _codes;
    private string? _key;

    /// <summary>What the last form led to.</summary>
    [SupplyParameterFromQuery] private string? Said { get; set; }

    private bool IsTrouble => Said?.EndsWith("-wrong", StringComparison.Ordinal) == true || Said?.EndsWith("-weak", StringComparison.Ordinal) == true;

    private string? SaidWords => Sayings.Contains(Said) ? t["Said-" + Said].Value : null;

    private string? Sentence => reader.Person is { } person ? t["Sentence", person.Name, roles["Role" + person.Role]].Value : null;

    protected override Task OnInitializedAsync() => ReloadAsync();

    // Only the page that stays takes what is shown once; the picture that comes before it does not.
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender || reader.Person is not { } person) return;
        _codes = shown.Take(person.Id);
        _key = shown.Take("key/" + person.Id) is [var key, ..] ? key : null;
        if (_codes is not null || _key is not null) StateHasChanged();
    }

    private Task ReloadAsync() => LoadAsync(async ct =>
    {
        if (house.IsOpen || reader.Person is not { } person) return;
        _account = (await accounts.AllAsync(ct)).FirstOrDefault(one => one.Id == person.Id);
        _passkeys = await accounts.PasskeysAsync(person.Id);
    });

    private static string Spaced(string key) => string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(part => new string(part)));

    private string AppLink(Account account) => $"otpauth://totp/SesamTalk:{Uri.EscapeDataString(account.UserName!)}?secret={_key}&issuer=SesamTalk&digits=6";
}
