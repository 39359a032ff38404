using SesamTalk.Engine.Connectors.Wire;
using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Connectors.Rest;

/// <summary>Tries a system in named steps, without writing: address, TLS, sign-in, rights, and one read of each entity.</summary>
internal sealed class RestCheck(RestSettings settings, RestApi api, HttpDoor door, ISignIn signIn, TimeProvider clock)
{
    private readonly List<CheckStep> _steps = [];
    private readonly RestPages _pages = new(api);
    private long _start;

    /// <summary>The steps; the entities are read each by itself, so that one without rights does not hide the others.</summary>
    public async Task<CheckReport> RunAsync(CancellationToken cancellation)
    {
        if (await AddressAsync(cancellation) && await SignInAsync(cancellation))
        {
            var refused = new List<string>();
            foreach (var entity in settings.Manifest.Entities) await ReadAsync(entity, refused, cancellation);
            Begin();
            if (refused.Count > 0) Add("rights", false, $"There is no right to read {string.Join(", ", refused)}. Give the account that right, or take the entity out of the manifest.");
            else if (_steps.TrueForAll(step => step.IsFine)) Add("rights", true, "Every entity of the manifest may be read. Rights to write show only when something is written.");
        }

        return new([.. _steps]);
    }

    private async Task<bool> AddressAsync(CancellationToken cancellation)
    {
        Begin();
        using var message = new HttpRequestMessage(HttpMethod.Get, settings.BaseAddress);
        var result = await door.SendAsync(message, cancellation);
        if (result.Reply is null && result.Trouble is WireTrouble.NeverLeft or WireTrouble.NoAnswer) return Add("address", false, result.Because!);
        Add("address", true, $"{settings.BaseAddress.Authority} answers.");
        if (result.Trouble == WireTrouble.NotSecure) return Add("tls", false, result.Because!);
        return settings.BaseAddress.Scheme == Uri.UriSchemeHttps ? Add("tls", true, "The connection is encrypted and its certificate is accepted.") : Add("tls", true, "Not encrypted, which is allowed on this machine alone.");
    }

    private async Task<bool> SignInAsync(CancellationToken cancellation)
    {
        Begin();
        using var message = new HttpRequestMessage(HttpMethod.Get, settings.BaseAddress);
        if (await signIn.SignAsync(message, cancellation) is { } error) return Add("sign-in", false, error.Because);
        var first = settings.Manifest.Entities.First(entity => entity.Parent is null);
        var answer = await _pages.ProbeAsync(Listing(first), cancellation);
        if (answer.Error is { } trouble) return Add("sign-in", false, trouble.Because);
        if (answer.Value?.Code == 401) return settings.Secrets.Count == 0
            ? Add("sign-in", false, $"{settings.BaseAddress.Authority} does not accept the sign-in. Check whether it needs one, and the manifest's auth.")
            : Add("sign-in", false, $"{settings.BaseAddress.Authority} does not accept the sign-in. Check the secrets {string.Join(", ", settings.Manifest.Auth.Secrets)} and the manifest's auth.");
        return settings.Manifest.Auth.Kind == RestAuthKind.None ? Add("sign-in", true, "None is declared, and none was asked for.") : Add("sign-in", true, "It is accepted.");
    }

    private async Task ReadAsync(RestEntity entity, List<string> refused, CancellationToken cancellation)
    {
        Begin();
        var name = $"read {entity.Schema.Entity}";
        if (entity.Parent is { } parent && entity.List.Texts.Any(text => text.Names.Any(place => place.StartsWith("parent.", StringComparison.Ordinal))))
        {
            await FirstAsync(entity, name, parent.Entity, cancellation);
            return;
        }

        var listing = Listing(entity);
        if (!(await _pages.ProbeAsync(listing, cancellation)).Is(out var reply, out var error)) Add(name, false, error.Because);
        else if (reply.Code is 401 or 403)
        {
            refused.Add(entity.Schema.Entity);
            Add(name, false, $"{settings.BaseAddress.Authority} refuses it with status {reply.Code}. {signIn.Scrub(Said.By(reply))}");
        }
        else if (!_pages.Parsed(entity, listing, reply).Is(out var page, out error)) Add(name, false, error.Because);
        else Add(name, true, Seen(entity, page));
    }

    private async Task FirstAsync(RestEntity entity, string name, string parent, CancellationToken cancellation)
    {
        var answer = await new RestLists(api, _pages).AllAsync(entity, entity.List, _ => null, cancellation).FirstAsync(cancellation);
        if (answer.Is(out var page, out var error)) Add(name, true, $"{Seen(entity, page)} It is read below each record of {parent}.");
        else Add(name, false, error.Because);
    }

    private static Reason Seen(RestEntity entity, RestPage page)
    {
        var absent = page.Records.Count == 0 ? [] : entity.Schema.Properties.Where((property, slot) => !property.IsKey && page.Records.TrueForAll(record => record[slot] is Records.Absent)).Select(property => property.Path).ToList();
        return absent.Count == 0
            ? (Wording)$"{page.Records.Count} on the first page."
            : (Wording)$"{page.Records.Count} on the first page. No record on it has {string.Join(", ", absent)}: check these names.";
    }

    private static RestListing Listing(RestEntity entity) => new(entity.List, name => name == "since" && entity.List.Since?.Start is { } start ? RestReader.Written(start, entity.List.Since.Format) : null);

    private void Begin() => _start = clock.GetTimestamp();

    private bool Add(string name, bool isFine, Wording message) => Add(name, isFine, (Reason)message);

    private bool Add(string name, bool isFine, Reason message)
    {
        _steps.Add(new(name, isFine, message.With((_, _, said) => signIn.Scrub(said)), clock.GetElapsedTime(_start)));
        return isFine;
    }
}
