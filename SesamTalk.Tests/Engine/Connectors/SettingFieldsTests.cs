using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Connectors.Rest;
using SesamTalk.Tests.House;
using SesamTalk.Tests.Scenarios;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors;

/// <summary>What a form asks for is what the connector reads: no setting is out of reach of a person, and none is asked for in vain.</summary>
public sealed partial class SettingFieldsTests
{
    private static readonly ConnectorCatalog Catalog = new ServiceCollection().AddLogging().AddSesamTalkEngine()
        .AddSingleton<ISecretProtector, PlainSecrets>().BuildServiceProvider().GetRequiredService<ConnectorCatalog>();

    private static readonly IReadOnlyDictionary<string, string> Known = new Dictionary<string, string> { ["manifest"] = "shipped:unnamed" };

    [Fact]
    public void Every_setting_that_a_connector_reads_is_asked_for_by_its_form()
    {
        var signsIn = Regex.Replace(ShippedManifests.Find("unnamed")!, @"^auth:.*\n(?:[ ]+.*\n)*", "auth: { kind: oauth2ClientCredentials, tokenUrl: https://register.example/token }\n", RegexOptions.Multiline);
        var kinds = Catalog.Kinds.SelectMany(kind => kind.Fields(Known)).Concat(Catalog.Find("rest")!.Fields(new Dictionary<string, string> { ["manifest"] = signsIn })).Select(field => field.Name).ToHashSet();
        kinds.ShouldContain("clientSecret");
        var read = SourceFile.All.Where(file => file.Path.StartsWith("SesamTalk.Engine/Connectors/", StringComparison.Ordinal) && file.Path.EndsWith("Settings.cs", StringComparison.Ordinal))
            .SelectMany(file => ReadName().Matches(file.Text)).Select(match => match.Groups[1].Value).ToHashSet();
        read.ShouldContain("requestsPerSecond");
        read.Except(kinds).ShouldBeEmpty();
    }

    [Fact]
    public void Every_kind_and_every_setting_has_words_in_both_languages()
    {
        foreach (var file in (string[])["SystemTexts.resx", "SystemTexts.nb.resx"])
        {
            var texts = XDocument.Load(Path.Combine(SourceFile.Top, "SesamTalk.Web", "Components", "Pages", "Systems", file)).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();
            Catalog.Kinds.Select(kind => "Kind-" + kind.Key).Except(texts).ShouldBeEmpty(file);
            Catalog.Kinds.SelectMany(kind => kind.Fields(Known)).Select(field => "Setting-" + field.Name).Except(texts).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void A_number_has_limits_that_hold_its_usual_value()
    {
        foreach (var field in Catalog.Kinds.SelectMany(kind => kind.Fields(Known)).Where(field => field.Kind == SettingKind.Number))
            double.Parse(field.Usual, CultureInfo.InvariantCulture).ShouldBeInRange(field.Least, field.Most, field.Name);
    }

    [Fact]
    public void A_field_of_another_choice_is_not_asked_for()
    {
        var fields = Catalog.Find("sql")!.Fields(Known);
        bool Asked(string name, string provider) => fields.Single(field => field.Name == name).IsAsked(new Dictionary<string, string> { ["provider"] = provider }, fields);
        (Asked("file", "sqlite"), Asked("connection", "sqlite")).ShouldBe((true, false));
        (Asked("file", "postgres"), Asked("connection", "")).ShouldBe((false, true));
    }

    [GeneratedRegex(@"\bread\.(?:Text|Secret|Number|Address)\(""(\w+)""")]
    private static partial Regex ReadName();
}
