namespace SesamTalk.Web.Components.Layout;

/// <summary>Names the texts of the shortcuts and of the palette.</summary>
public sealed class ShortcutTexts;
