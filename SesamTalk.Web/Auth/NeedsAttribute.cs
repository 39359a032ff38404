using Microsoft.AspNetCore.Authorization;

namespace SesamTalk.Web.Auth;

/// <summary>Said of a page or an address: who wants it must be allowed this act.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Act act) : AuthorizeAttribute(Acts.Policy(act))
{
    public Act Act { get; } = act;
}
