namespace SesamTalk.Web.Auth.Accounts;

/// <summary>A secret of the installation itself, made once and kept protected, so that every node has the same.</summary>
public sealed class KeptKey
{
    /// <summary>What it is for. A name can only be taken once.</summary>
    public required string Name { get; init; }

    /// <summary>The secret, protected; or a mark that something was done.</summary>
    public required string Value { get; init; }
}
