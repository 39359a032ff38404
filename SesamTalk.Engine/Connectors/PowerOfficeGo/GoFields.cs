using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>What a connection to PowerOffice Go asks for: <see cref="PowerOfficeGoSettings.Of"/> reads the same names within the same limits.</summary>
internal static class GoFields
{
    public static readonly ImmutableArray<SettingField> All =
    [
        new("environment", SettingKind.Choice) { Usual = "production", Choices = ["production", "demo", "custom"] },
        new("baseAddress", SettingKind.Address) { IsRequired = true, When = ("environment", "custom") },
        new("tokenAddress", SettingKind.Address) { IsRequired = true, When = ("environment", "custom") },
        SettingField.Secret("applicationKey"),
        SettingField.Secret("clientKey"),
        SettingField.Secret("subscriptionKey"),
        SettingField.Number("requestsPerSecond", 10, 0, 10_000),
        SettingField.Number("pageSize", 1000, 1, 20_000),
        SettingField.Number("timeoutSeconds", 60, 1, 600),
        SettingField.Number("patienceSeconds", 30, 0, 600),
        SettingField.Number("overlapSeconds", 60, 0, 86_400),
        SettingField.Number("readLagSeconds", 10, 0, 3_600),
    ];
}
