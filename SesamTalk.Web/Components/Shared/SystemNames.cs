using Microsoft.Extensions.Localization;
using SesamTalk.Engine.Dataflows;

namespace SesamTalk.Web.Components.Shared;

/// <summary>What systems and dataflows are called on screen, in the reader's language where a document leaves a name blank.</summary>
public sealed class SystemNames(IStringLocalizer<SharedTexts> text)
{
    /// <summary>The name given here, the document's, or "(unnamed system)".</summary>
    public string Of(DataflowSide side) =>
        side.GivenName ?? (string.IsNullOrWhiteSpace(side.DocumentName) ? text["UnnamedSystem"] : side.DocumentName);

    /// <summary>Both systems' names, A first.</summary>
    public string Of(Dataflow dataflow) => $"{Of(dataflow.A)} ↔ {Of(dataflow.B)}";
}
