namespace SesamTalk.Web.Auth;

/// <summary>Said of an address that no role guards: why that is right, and what guards it in a role's place.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenToAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}
