namespace SesamTalk.Web.Auth;

/// <summary>Marks an address that gives out what a person brought here: whatever is in it, a browser may run and load nothing for it.</summary>
internal sealed class BroughtFile
{
    public const string Policy = "default-src 'none'; sandbox; frame-ancestors 'none'";
}
