using System.Text;

namespace SesamTalk.Web.Components.Pages.Dataflows;

/// <summary>The id of a property line on its page, so that an address can name it (<c>#p-customers-name~name</c>).</summary>
public static class LineAnchor
{
    /// <summary>The anchor of a row of a pair; what an address cannot hold bare becomes a dash.</summary>
    public static string Of(string pairId, string rowId)
    {
        var anchor = new StringBuilder("p-");
        foreach (var c in $"{pairId}-{rowId}".ToLowerInvariant())
            anchor.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '~' or '_' or '-' ? c : '-');
        return anchor.ToString();
    }
}
