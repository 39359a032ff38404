using System.Data.Common;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>The name of a database's host leads to an inner network that this installation does not allow; nothing was sent.</summary>
internal sealed class InnerHostException(string host) : DbException($"The name {host} leads to an inner network, which this installation does not allow. An administrator can name the host in Settings.")
{
    /// <summary>The name.</summary>
    public string Host => host;
}
