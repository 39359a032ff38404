namespace SesamTalk.Engine.Documents;

/// <summary>How much a diagnostic weighs.</summary>
public enum DiagnosticWeight
{
    /// <summary>Good to know; nothing needs to be done.</summary>
    Note,

    /// <summary>Kept as written, but the pair cannot run before it is settled.</summary>
    Warning,

    /// <summary>The file is broken, or is no dataflow document.</summary>
    Error,
}

/// <summary>Something to say about one line of a document.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">Where, from 1.</param>
/// <param name="Detail">The words of the document it is about; empty where the kind says it all.</param>
public sealed record Diagnostic(DiagnosticKind Kind, SourceLine Line, string Detail = "")
{
    /// <summary>How much it weighs.</summary>
    public DiagnosticWeight Weight => Kind.Weight();

    /// <summary>What is the matter, in English.</summary>
    public string What => DiagnosticTexts.English(Kind, Detail).What;

    /// <summary>What to do about it, in English.</summary>
    public string ToDo => DiagnosticTexts.English(Kind, Detail).ToDo;

    /// <summary>What is the matter and what to do, in the language of the two letters: "nb" or English for any other.</summary>
    public (string What, string ToDo) In(string language) =>
        language == "nb" ? DiagnosticTextsNb.Norwegian(Kind, Detail) : DiagnosticTexts.English(Kind, Detail);
}
