using System.Reflection;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Reasons;
using SesamTalk.Engine.Runs;
using SesamTalk.Web.Auth;
using Shouldly;

namespace SesamTalk.Tests.House;

/// <summary>A page reads a record's own words by its reader's eyes alone (<see cref="Sight"/>): whatever reads past them is found in what it was compiled to.</summary>
public sealed class SightTests
{
    private static readonly HashSet<MethodBase> OnlyBySight =
    [
        Getter<Link>(nameof(Link.LabelA)), Getter<UnlinkedRecord>(nameof(UnlinkedRecord.Label)), Getter<WriteEntry>(nameof(WriteEntry.Label)), Getter<StoredPlanItem>(nameof(StoredPlanItem.Label)), Getter<StoredPlanWrite>(nameof(StoredPlanWrite.Label)),
        Getter<OpenConflict>(nameof(OpenConflict.Sentence)), typeof(Reason).GetMethod(nameof(Reason.In))!, typeof(Reason).GetMethod(nameof(ToString))!,
    ];

    // They hand what they read to the reader's eyes, or speak of no record.
    private static readonly string[] Allowed = ["RecordQuestion", "PlanLines", "LineEvidence"];

    [Fact]
    public void No_page_reads_what_a_record_is_called_or_why_it_is_as_it_is_past_its_readers_eyes()
    {
        var past =
            from type in typeof(Sight).Assembly.GetTypes()
            where type.Namespace?.StartsWith("SesamTalk.Web.Components", StringComparison.Ordinal) == true && !Allowed.Any(name => (type.DeclaringType ?? type).Name == name)
            from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Cast<MethodBase>().Concat(type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            from called in Compiled.Calls(method)
            where OnlyBySight.Contains(called)
            select $"{type.FullName} reads {called.DeclaringType!.Name}.{called.Name}";
        past.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void What_reads_past_them_would_be_found() =>
        typeof(Sight).GetMethods().SelectMany(Compiled.Calls).Where(OnlyBySight.Contains).Select(called => called.Name).Distinct().ShouldBe(["get_LabelA", "get_Label", "get_Sentence"], ignoreOrder: true);

    private static MethodInfo Getter<T>(string name) => typeof(T).GetProperty(name)!.GetMethod!;
}
