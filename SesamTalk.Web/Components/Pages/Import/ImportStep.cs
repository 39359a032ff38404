namespace SesamTalk.Web.Components.Pages.Import;

/// <summary>The steps of an import. Only the last one changes anything.</summary>
public enum ImportStep
{
    /// <summary>Choose or paste documents.</summary>
    Upload = 1,

    /// <summary>See what was understood.</summary>
    Read = 2,

    /// <summary>See what would change.</summary>
    Compare = 3,

    /// <summary>Applied.</summary>
    Apply = 4,
}
