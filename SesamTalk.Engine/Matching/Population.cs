namespace SesamTalk.Engine.Matching;

/// <summary>What is the case with a record or a linked pair of records: every one is in exactly one of these nine.</summary>
public enum Population
{
    /// <summary>Linked, and both sides agree.</summary>
    InSync,

    /// <summary>Something is to be written, or a parent or an answer is waited for.</summary>
    Waiting,

    /// <summary>A person must decide a conflict.</summary>
    Conflict,

    /// <summary>The system refuses, and a person must mend the cause.</summary>
    Failing,

    /// <summary>The pair's filters leave it out.</summary>
    OutOfScope,

    /// <summary>Not linked: it will be created in the other system, or a person must choose.</summary>
    Unlinked,

    /// <summary>Several records fit.</summary>
    Ambiguous,

    /// <summary>The dataflow, the pair or the record is paused.</summary>
    Paused,

    /// <summary>Deleted on one side.</summary>
    Deleted,
}

/// <summary>The four counts that pages show above all.</summary>
public enum Headline
{
    /// <summary>In sync.</summary>
    InSync,

    /// <summary>SesamTalk goes on by itself.</summary>
    Waiting,

    /// <summary>A person must act.</summary>
    NeedsYou,

    /// <summary>Left alone, on purpose.</summary>
    OutOfScope,
}

/// <summary>The one table from the nine populations to the four headline counts; every page counts by it.</summary>
public static class Headlines
{
    /// <summary>The headline that a population counts under.</summary>
    /// <param name="population">What is the case.</param>
    /// <param name="asksPerson">For unlinked: a person must choose. For deleted: the delete waits for approval.</param>
    public static Headline Of(Population population, bool asksPerson) => population switch
    {
        Population.InSync => Headline.InSync,
        Population.Waiting => Headline.Waiting,
        Population.Conflict => Headline.NeedsYou,
        Population.Failing => Headline.NeedsYou,
        Population.Ambiguous => Headline.NeedsYou,
        Population.OutOfScope => Headline.OutOfScope,
        Population.Paused => Headline.OutOfScope,
        Population.Unlinked => asksPerson ? Headline.NeedsYou : Headline.Waiting,
        Population.Deleted => asksPerson ? Headline.NeedsYou : Headline.OutOfScope,
    };
}
