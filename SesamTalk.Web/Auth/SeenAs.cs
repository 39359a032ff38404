namespace SesamTalk.Web.Auth;

/// <summary>An admin looks at the pages as somebody with a smaller role does: in one open page alone, until it ends or is loaded anew, and nothing can be done meanwhile.</summary>
public sealed class SeenAs
{
    /// <summary>The role that is looked through; null for one's own.</summary>
    public Role? Role { get; private set; }

    /// <summary>Raised when another role is looked through.</summary>
    public event Action? Changed;

    /// <summary>Looks through a role; one that is not smaller than one's own changes nothing.</summary>
    public void Begin(Role role) => Set(role);

    /// <summary>Goes back to one's own.</summary>
    public void End() => Set(null);

    private void Set(Role? role)
    {
        if (role == Auth.Role.Nobody || role == Role) return;
        Role = role;
        Changed?.Invoke();
    }
}
