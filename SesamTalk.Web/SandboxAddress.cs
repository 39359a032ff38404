namespace SesamTalk.Web;

/// <summary>The root address of the sandbox that plays a system; null where none does.</summary>
public delegate Uri? SandboxAddress(string systemId);
