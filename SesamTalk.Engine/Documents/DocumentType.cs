namespace SesamTalk.Engine.Documents;

/// <summary>How a data type was written.</summary>
public enum DocumentTypeForm
{
    /// <summary>"N/A": no type is known, the value passes unchanged.</summary>
    None,

    /// <summary>JSON text: a type's name in quotes, or a list that is a conversion expression.</summary>
    Json,

    /// <summary>Neither; kept word for word and never applied.</summary>
    Damaged,
}

/// <summary>The data type of a property of the target, as the cell has it.</summary>
/// <param name="Text">The cell, word for word.</param>
/// <param name="Form">What kind of text that is.</param>
public sealed record DocumentType(string Text, DocumentTypeForm Form)
{
    /// <summary>No type is known.</summary>
    public static DocumentType None { get; } = new("N/A", DocumentTypeForm.None);

    /// <summary>A plain type: string, integer, float, boolean.</summary>
    public static DocumentType Named(string name) => new($"\"{name}\"", DocumentTypeForm.Json);
}
