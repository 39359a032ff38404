namespace SesamTalk.Web.Auth;

/// <summary>What a person is here. Each role may do all that those before it may.</summary>
public enum Role
{
    /// <summary>Not signed in.</summary>
    Nobody,

    /// <summary>Sees everything that is synchronised; changes nothing but their own settings.</summary>
    Viewer,

    /// <summary>Works on checklists.</summary>
    Tester,

    /// <summary>Settles conflicts, and what concerns one record.</summary>
    Resolver,

    /// <summary>Starts and stops runs, pauses and schedules dataflows, approves deletes.</summary>
    Operator,

    /// <summary>Changes what is synchronised and how, the systems, the settings, and who may do what.</summary>
    Admin,
}
