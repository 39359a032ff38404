using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>What a connection to a folder asks for: <see cref="FileSettings.Of"/> reads the same names within the same limits.</summary>
internal static class FileFields
{
    public static readonly ImmutableArray<SettingField> All =
    [
        new("folder", SettingKind.Text) { IsRequired = true },
        new("entities", SettingKind.LongText) { IsRequired = true },
        new("encoding", SettingKind.Text) { Usual = "utf-8" },
        new("delimiter", SettingKind.Text) { Usual = "," },
        new("decimal", SettingKind.Choice) { Usual = ".", Choices = [".", ","] },
        new("date", SettingKind.Text) { Usual = "yyyy-MM-dd" },
        new("dateTime", SettingKind.Text),
        new("timeZone", SettingKind.Text) { Usual = "UTC" },
        new("yes", SettingKind.Text) { Usual = "true" },
        new("no", SettingKind.Text) { Usual = "false" },
        SettingField.Number("pageSize", 500, 1, 10_000),
        SettingField.Number("lockSeconds", 10, 0, 600),
        SettingField.Number("mayVanish", 0.5, 0, 1),
    ];
}
