namespace SesamTalk.Web.Auth;

/// <summary>The one table of who may do what: pages, addresses and buttons all ask here.</summary>
public static class Acts
{
    /// <summary>All acts, in the table's order.</summary>
    public static readonly IReadOnlyList<Act> All = Enum.GetValues<Act>();

    /// <summary>The roles that a person can have, least first.</summary>
    public static readonly IReadOnlyList<Role> Roles = [.. Enum.GetValues<Role>().Where(role => role != Role.Nobody)];

    /// <summary>The least role that may.</summary>
    public static Role Least(Act act) => act switch
    {
        Act.ComeIn => Role.Nobody,
        Act.Look or Act.KeepOwnAccount or Act.Download => Role.Viewer,
        Act.TickLines or Act.VerifyLines or Act.SignOff or Act.SeePersonal => Role.Tester,
        Act.SettleConflicts or Act.ChangeLinks => Role.Resolver,
        Act.DecideDeletes or Act.Run or Act.Undo or Act.PauseDataflows or Act.Schedule or Act.TestSystems => Role.Operator,
        Act.ReleasePlans or Act.ChangeDataflows or Act.Import or Act.ConnectSystems or Act.TurnDials or Act.ConsentToTests or Act.ChangeSettings or Act.KeepUsers or Act.SeeAudit or Act.KeepPersons => Role.Admin,
    };

    /// <summary>Whether a role may.</summary>
    public static bool May(Role role, Act act) => role >= Least(act);

    /// <summary>The name of the policy that asks for an act.</summary>
    public static string Policy(Act act) => "act:" + act;
}
