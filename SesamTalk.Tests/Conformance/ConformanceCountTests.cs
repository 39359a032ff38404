using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine;
using SesamTalk.Engine.Connectors;
using SesamTalk.Tests.Conformance.Rest;
using SesamTalk.Tests.House;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

/// <summary>How many checks each connector passes; the README says the same numbers.</summary>
public sealed partial class ConformanceCountTests
{
    [Fact]
    public void The_readme_tells_how_many_checks_each_connector_passes()
    {
        var counted = Heirs.GroupBy(Connector).Select(group => (Connector: group.Key, Heirs: group.Count(), Checks: group.Sum(Checks))).OrderBy(row => row.Connector).ToList();
        var told = Row().Matches(File.ReadAllText(Path.Combine(SourceFile.Top, "README.md"))).Select(row => (row.Groups[1].Value, int.Parse(row.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), int.Parse(row.Groups[3].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))).OrderBy(row => row.Value).ToList();
        told.ShouldBe(counted);
    }

    [Fact]
    public void Every_connector_of_the_catalog_has_an_heir()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ISecretProtector, ConformanceConnection.OpenProtector>();
        services.AddLogging();
        services.AddSesamTalkEngine();
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<ConnectorCatalog>().Kinds.Select(kind => kind.Key).Append("memory").Order().ShouldBe(Heirs.Select(Connector).Distinct().Order());
    }

    private static IEnumerable<Type> Heirs => typeof(CommonConformance).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CommonConformance)));

    private static string Connector(Type heir) =>
        heir.IsSubclassOf(typeof(PowerOfficeGoConformance)) ? "poweroffice-go"
        : heir.IsSubclassOf(typeof(ShapedRestConformance)) || heir.IsSubclassOf(typeof(SandboxRestConformance)) ? "rest"
        : heir == typeof(MemoryConformance) ? "memory"
        : heir == typeof(SqliteConnectorConformance) || heir == typeof(PostgresConnectorConformance) ? "sql" : "file";

    private static int Checks(Type heir) => heir.GetMethods().Sum(method =>
        method.GetCustomAttributes<InlineDataAttribute>().Count()
        + method.GetCustomAttributes<MemberDataAttribute>().Sum(data => ((System.Collections.IEnumerable)method.DeclaringType!.GetProperty(data.MemberName)!.GetValue(null)!).Cast<object>().Count())
        + (method.GetCustomAttributes<FactAttribute>().Any() && !method.GetCustomAttributes<TheoryAttribute>().Any() ? 1 : 0));

    [GeneratedRegex(@"^\| `([\w-]+)` \| (\d+) \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
