using System.Globalization;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Auth;

/// <summary>
/// What whoever reads a page is shown of records, by their role at this moment. It is the pages' only way to a record's own words:
/// every page has it by the name of <c>Sees</c>, and a test finds one that reads past it.
/// </summary>
public sealed class Sight(Reader reader)
{
    /// <summary>Whether anything is hidden from them; then only what they know in whole can be looked for.</summary>
    public bool IsHidden => Shown.IsHidden;

    private Personal Shown => Personal.For(reader.Person?.Role ?? Role.Nobody);

    /// <summary>What a record is called.</summary>
    public string Label(string label) => Shown.Label(label);

    /// <summary>What two linked records are called: by the first that has a name, else by an id.</summary>
    public string Name(Link link) => link.LabelA.Length > 0 ? Label(link.LabelA) : link.LabelB.Length > 0 ? Label(link.LabelB) : link.A.Text;

    /// <summary>What one of two linked records is called; its id where it has no name.</summary>
    public string Name(Link link, Side side) => (side == Side.A ? link.LabelA : link.LabelB) is { Length: > 0 } label ? Label(label) : link.On(side).Text;

    /// <summary>What a record without a partner is called.</summary>
    public string Name(UnlinkedRecord record) => record.Label.Length > 0 ? Label(record.Label) : record.Id.Text;

    /// <summary>What the record of a write is called.</summary>
    public string Name(WriteEntry write) => write.Label.Length > 0 ? Label(write.Label) : write.Source.Text;

    /// <summary>What the record of a plan's item is called.</summary>
    public string Name(StoredPlanItem item) => item.Label.Length > 0 ? Label(item.Label) : item.Key;

    /// <summary>What the record of a planned write is called.</summary>
    public string Name(StoredPlanWrite write) => Label(write.Label);

    /// <summary>A property's value.</summary>
    public string? Value(string path, string? text) => Shown.Value(path, text);

    /// <summary>A reason in the reader's language; what is known to be a record's own words in it is hidden with the rest.</summary>
    public string Said(Reason reason, params ReadOnlySpan<string?> known) => Shown.Said(reason, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, known);

    /// <summary>Why a link is as it is.</summary>
    public string Said(Link link) => Said(link.Reason, link);

    /// <summary>A reason that speaks of two linked records.</summary>
    public string Said(Reason reason, Link link) => Said(reason, link.LabelA, link.LabelB);

    /// <summary>Why a record has no partner.</summary>
    public string Said(UnlinkedRecord record) => Said(record.Reason, record.Label);

    /// <summary>What a person is asked.</summary>
    public string Said(OpenConflict conflict) => Said(conflict.Sentence, conflict);

    /// <summary>A reason that speaks of a conflict's values.</summary>
    public string Said(Reason reason, OpenConflict conflict) => conflict.LinkId is null || Personal.IsAbout(conflict.Subject) ? Said(reason, conflict.Base, conflict.A, conflict.B) : Said(reason);

    /// <summary>What a system answered to a write.</summary>
    public string Said(WriteEntry write) => Shown.Said(write, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
}
