namespace SesamTalk.Engine.Connectors;

/// <summary>Keeps secrets unreadable at rest; the keys live outside the engine.</summary>
public interface ISecretProtector
{
    /// <summary>The protected form, to be stored.</summary>
    string Protect(string secret);

    /// <summary>The secret again. Throws when it was protected by other keys; the message names neither.</summary>
    string Reveal(string protectedSecret);
}
