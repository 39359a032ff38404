using System.Text;
using SesamTalk.Engine.Documents;

namespace SesamTalk.Web.Components.Pages.Import;

/// <summary>A document somebody brought: its text as it came, and what was understood of it.</summary>
public sealed record ImportFile(string Name, string Text, ReadResult Read)
{
    /// <summary>Reads a document from its bytes. The text is for showing only; what cannot be decoded is shown as a mark.</summary>
    public static ImportFile Of(string name, byte[] bytes) => new(name, Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), RstReader.Read(name, bytes));
}
