using System.Collections.Immutable;

namespace SesamTalk.Engine.Matching;

/// <summary>A path in A and the path in B that must hold the same value.</summary>
public sealed record KeyPart(string A, string B)
{
    // Both paths are asked for the form, so that A's "Number" and B's "org_no" are still compared alike.
    private readonly KeyForm _form = KeyForms.Of(A) is KeyForm.Text ? KeyForms.Of(B) : KeyForms.Of(A);

    /// <summary>The comparable text of a value of either path.</summary>
    internal string Comparable(object? value) => KeyForms.Comparable(_form, value);
}

/// <summary>
/// One row of a merge table. The rows of a pair are alternatives, tried in order; the parts of one row must all agree.
/// Blank never matches.
/// </summary>
/// <param name="Parts">The parts, paired by position.</param>
/// <param name="IsAdded">Added here; the document does not have this row.</param>
public sealed record MergeKey(ImmutableArray<KeyPart> Parts, bool IsAdded = false);
