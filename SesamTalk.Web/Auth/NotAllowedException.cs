namespace SesamTalk.Web.Auth;

/// <summary>Somebody tried what their role may not, past a button that was closed to them. Nothing was done.</summary>
public sealed class NotAllowedException(Act act) : Exception($"{act} needs the role {Acts.Least(act)}.")
{
    public Act Act { get; } = act;
}
