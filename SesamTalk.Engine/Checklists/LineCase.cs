namespace SesamTalk.Engine.Checklists;

/// <summary>What one checklist line asks to be seen. The first six are about a pair, the others about one property row.</summary>
public enum LineCase
{
    /// <summary>A record without a partner gets one.</summary>
    Created,

    /// <summary>A record without a partner gets none, where the definition says so.</summary>
    NotCreated,

    /// <summary>Two records that agree in a merge key are linked, and none is created.</summary>
    LinkedByKey,

    /// <summary>After the link an edit travels.</summary>
    KeptInSync,

    /// <summary>What the condition leaves out is left alone.</summary>
    Condition,

    /// <summary>What does not belong to the pair's part of the entity is left alone by it.</summary>
    Aspect,

    /// <summary>The link holds both ids.</summary>
    Identity,

    /// <summary>A new record has the value.</summary>
    Create,

    /// <summary>A new value travels.</summary>
    Update,

    /// <summary>A value that was cleared is cleared across, or as the row says otherwise.</summary>
    Clear,

    /// <summary>Letters beyond the English, signs and emoji arrive as they were.</summary>
    Special,

    /// <summary>The longest value that both systems take arrives whole.</summary>
    Longest,

    /// <summary>The ends of numbers and dates arrive as they were.</summary>
    Boundary,

    /// <summary>The first and the last of the allowed values arrive.</summary>
    ListEdge,

    /// <summary>Edited on both sides at once, the policy decides, and nothing is lost unseen.</summary>
    EditedOnBoth,
}

/// <summary>The cases as words that stay the same over versions and languages.</summary>
public static class LineCases
{
    /// <summary>The word of a case, as it stands in a line's id.</summary>
    public static string Word(this LineCase of) => of switch
    {
        LineCase.Created => "created",
        LineCase.NotCreated => "not-created",
        LineCase.LinkedByKey => "linked-by-key",
        LineCase.KeptInSync => "kept-in-sync",
        LineCase.Condition => "condition",
        LineCase.Aspect => "aspect",
        LineCase.Identity => "identity",
        LineCase.Create => "create",
        LineCase.Update => "update",
        LineCase.Clear => "clear",
        LineCase.Special => "special",
        LineCase.Longest => "longest",
        LineCase.Boundary => "boundary",
        LineCase.ListEdge => "list-edge",
        LineCase.EditedOnBoth => "edited-on-both",
    };

    /// <summary>Whether the case is about the pair and not about one of its rows.</summary>
    public static bool IsOfPair(this LineCase of) => of <= LineCase.Aspect;
}
