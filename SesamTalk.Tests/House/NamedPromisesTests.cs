using System.Reflection;
using System.Text.RegularExpressions;
using Shouldly;

namespace SesamTalk.Tests.House;

/// <summary>What was promised of each page has a test of its name: <c>CF_6</c> stands in the name of the test that shows it.</summary>
public sealed class NamedPromisesTests
{
    // How many promises were made of each subject.
    private static readonly Dictionary<string, int> Promises = new()
    {
        ["OV"] = 6, ["DF"] = 5, ["DD"] = 7, ["ME"] = 8, ["LB"] = 7, ["LD"] = 8, ["CI"] = 10, ["CF"] = 12, ["RL"] = 5, ["RN"] = 10, ["DA"] = 4, ["SC"] = 3, ["SY"] = 7, ["IM"] = 8,
        ["CK"] = 12, ["RP"] = 3, ["US"] = 3, ["AU"] = 3, ["SE"] = 5, ["HP"] = 3, ["FR"] = 5, ["PERF"] = 5, ["VS"] = 5, ["SI"] = 4, ["XC"] = 10,
    };

    [Fact]
    public void Every_promise_has_a_test_of_its_name()
    {
        var names = typeof(NamedPromisesTests).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => method.Name).ToList();
        var named = names.SelectMany(name => Regex.Matches(name, "(?<![A-Z])([A-Z]{2,4}_[0-9]+)(?![0-9])").Select(found => found.Value)).ToHashSet();
        var promised = Promises.SelectMany(subject => Enumerable.Range(1, subject.Value).Select(number => $"{subject.Key}_{number}")).ToList();
        promised.Count.ShouldBe(158);
        promised.Except(named).ShouldBeEmpty();
    }
}
