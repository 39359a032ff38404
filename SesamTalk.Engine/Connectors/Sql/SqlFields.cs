using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.Sql;

/// <summary>What a connection to a database asks for: <see cref="SqlSettings.Of"/> reads the same names within the same limits.</summary>
internal static class SqlFields
{
    public static readonly ImmutableArray<SettingField> All =
    [
        new("provider", SettingKind.Choice) { Usual = "postgres", Choices = ["postgres", "sqlite"] },
        SettingField.Secret("connection") with { When = ("provider", "postgres") },
        new("file", SettingKind.Text) { IsRequired = true, When = ("provider", "sqlite") },
        new("entities", SettingKind.LongText) { IsRequired = true },
        SettingField.Number("pageSize", 500, 1, 10_000),
        SettingField.Number("timeoutSeconds", 60, 1, 600),
        SettingField.Number("overlap", 60, 0, 86_400) with { When = ("provider", "postgres") },
    ];
}
