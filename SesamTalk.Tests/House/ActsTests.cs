using System.Reflection;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.House;

/// <summary>AU-1 and XC-10 by what the house was compiled to: whatever is done under a name leaves an entry in the audit, and no page does anything without asking for a name.</summary>
public sealed class ActsTests
{
    /// <summary>What takes a name and leaves no entry, and why that is right.</summary>
    private static readonly Dictionary<string, string> NoEntry = new()
    {
        ["LiveLook.ReadAsync"] = "it reads; what is kept of it is evidence, which leaves one",
        ["MappingEdits.OpenAsync"] = "a draft is nobody's but its writer's", ["MappingEdits.DropAsync"] = "a draft is nobody's but its writer's", ["MappingEdits.OthersAsync"] = "it reads", ["MappingEdits.RestoreAsync"] = "it makes a draft",
        ["PlanVerbs.KeepAsync"] = "it makes what a run is asked for with, and that leaves one",
        ["ProofOpening.OpenAsync"] = "its runs stand in the list of runs, its results leave entries",
    };

    /// <summary>What a page does under a name and leaves no entry, and why that is right.</summary>
    private static readonly Dictionary<string, string> Own = new()
    {
        ["ReaderSettings"] = "one's own settings", ["Bell"] = "one's own mark", ["RecentPlaces"] = "where one went oneself", ["Tray"] = "one's own choices, before they are decided", ["NoteDrafts"] = "what one is writing, before it is kept", ["Claims"] = "what one looks at; it ends by itself", ["ConflictPane"] = "what one looks at",
        ["AwayTile"] = "one's own mark of when one was here",
        ["MappingPage"] = "a draft is nobody's but its writer's; bringing it in is the review's, and leaves an entry",
    };

    /// <summary>What comes to a write and asks nobody, and why that is right.</summary>
    private static readonly Dictionary<string, string> Nameless = new()
    {
        ["ConflictPage"] = "it looks at both systems, and a connection keeps the fresh keys that it is given", ["RuleTrial"] = "it looks at both systems, and a connection keeps the fresh keys that it is given",
        ["SignInPage"] = "the way in", ["SecondFactorPage"] = "the way in", ["SetUpPage"] = "the way in, by a link that is good once", ["JoinPage"] = "the way in, by a link that is good once",
    };

    private static readonly MethodInfo As = typeof(Reader).GetMethod(nameof(Reader.As))!, Audit = typeof(TalkDb).GetProperty(nameof(TalkDb.Audit))!.GetMethod!;

    private static IEnumerable<Type> Types => typeof(TalkDb).Assembly.GetTypes().Concat(typeof(Reader).Assembly.GetTypes()).Where(type => !type.IsNested && type.Namespace?.StartsWith("SesamTalk.", StringComparison.Ordinal) == true);

    private static IEnumerable<Type> Pages => typeof(Reader).Assembly.GetTypes().Where(type => !type.IsNested && type.Namespace?.StartsWith("SesamTalk.Web.Components", StringComparison.Ordinal) == true);

    /// <summary>Whatever somebody is named for.</summary>
    private static readonly List<MethodInfo> Named =
        [.. from type in Types where !type.Namespace!.Contains(".Sandbox", StringComparison.Ordinal) && !type.Namespace.Contains(".Cli", StringComparison.Ordinal) && !type.Namespace.Contains(".Components", StringComparison.Ordinal)
            from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where !method.IsPrivate && method.GetParameters().Any(parameter => parameter.Name == "who" && parameter.ParameterType == typeof(string)) && typeof(Task).IsAssignableFrom(method.ReturnType)
            select method];

    [Fact]
    public void AU_1_Whatever_is_done_under_a_name_leaves_an_entry_in_the_audit()
    {
        Named.Count.ShouldBeGreaterThan(45);
        Named.Where(method => !LeavesAnEntry(method)).Select(NameOf).Distinct().Order(StringComparer.Ordinal).ShouldBe(NoEntry.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AU_1_Whatever_a_page_asks_a_name_for_leaves_an_entry_in_the_audit()
    {
        var acting = Pages.Where(page => Compiled.Of(page).Any(method => Compiled.Calls(method).Contains(As))).ToList();
        acting.Count.ShouldBeGreaterThan(20);
        acting.Where(page => !Compiled.Of(page).Any(LeavesAnEntry)).Select(page => page.Name).Except(Own.Keys).ShouldBeEmpty();
    }

    [Fact]
    public void XC_10_No_part_of_a_page_writes_anything_without_asking_for_a_name_that_may()
    {
        var writing = Pages.Where(page => Compiled.Of(page).SelectMany(Compiled.Calls).Any(called => Compiled.IsOurs(called) && !IsOfPages(called) && (IsWrite(called) || Compiled.Reaches(called, IsWrite)))).ToList();
        writing.Count.ShouldBeGreaterThan(20);
        writing.Where(page => !Compiled.Of(page).Any(method => Compiled.Calls(method).Contains(As))).Select(page => page.Name).Order(StringComparer.Ordinal).ShouldBe(Nameless.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_takes_a_name_from_a_page_is_given_one_that_the_table_of_roles_gave() =>
        Pages.Where(page => Compiled.Of(page).SelectMany(Compiled.Calls).Any(called => called is MethodInfo method && Named.Contains(method) && !NoEntry.ContainsKey(NameOf(method))) && !Compiled.Of(page).Any(method => Compiled.Calls(method).Contains(As))).Select(page => page.Name).ShouldBeEmpty();

    private static bool LeavesAnEntry(MethodBase method) => Compiled.Calls(method).Contains(Audit) || Compiled.Reaches(method, called => called == Audit);

    private static bool IsOfPages(MethodBase method) => method.DeclaringType!.Namespace?.StartsWith("SesamTalk.Web.Components", StringComparison.Ordinal) == true;

    // The ways of the library to write; what is read never comes to one of them.
    private static bool IsWrite(MethodBase method) => (method.Name is nameof(DbContext.SaveChangesAsync) or nameof(DbContext.SaveChanges) && typeof(DbContext).IsAssignableFrom(method.DeclaringType))
        || method.Name is "ExecuteUpdateAsync" or "ExecuteDeleteAsync" or "ExecuteSqlAsync" or "ExecuteSqlRawAsync" or "ExecuteSqlInterpolatedAsync";

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
