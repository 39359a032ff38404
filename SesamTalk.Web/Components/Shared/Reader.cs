namespace SesamTalk.Web.Components.Shared;

/// <summary>Who sits at the browser. There is no sign-in, so everyone there is the same somebody.</summary>
public static class Reader
{
    /// <summary>The name that runs and the audit keep.</summary>
    public const string Name = "Browser user";
}
