using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;

namespace SesamTalk.Tests.Laws;

/// <summary>A dataflow in which nothing stands at its default, so that nothing can be lost unnoticed.</summary>
internal static class RichDefinition
{
    public static Dataflow New() => new()
    {
        Id = "bøker-shop",
        Title = "Bøker → \"Shop\"",
        A = new DataflowSide { DocumentName = "Bøker", GivenName = "Bøker AS", SystemId = "books" },
        B = new DataflowSide { DocumentName = "Shop", GivenName = "Butikken", SystemId = "shop" },
        Pairs = [NewPair()],
        Policy = ConflictPolicy.LatestWins,
        FirstMeeting = ConflictPolicy.KeepFilled,
        Limits = new SafetyLimits { DeletedShare = 0.125, ChangedShare = 0.3, SharesFrom = 7, WritesPerRun = 99 },
        Schedule = new Schedule
        {
            Rhythm = new Rhythm.Interval(TimeSpan.FromSeconds(90.5), new(new(6, 30), new(22, 0))), CheckEverything = new(DayOfWeek.Thursday, new(3, 15)), Zone = "Europe/Helsinki",
        },
        PausedBecause = "kari: moving",
        Documents = [new SourceDocument("bøker.rst", "2024-05-06 07:08", Side.B, "A <title>\r\n=====\t&\u00A0✓\n")],
        Version = 4,
    };

    private static Pair NewPair() => new()
    {
        Id = "customers-2",
        A = new PairSide { Name = "Bøker Customers (human)", SystemName = "Bøker", Entity = "Customers", Aspect = "human", Filters = [new("true", "IsPerson")], Constants = [new("1", "Kind")] },
        B = new PairSide { Name = "Shop person", SystemName = "Shop", Entity = "person", Aspect = "member", Filters = [new("x", "type")], Constants = [new("", "empty")] },
        ToB = NewDirection(),
        ToA = NewDirection() with { Creation = CreationRule.OnlyLinked, Deletes = DeleteRule.CarryOut },
        Keys = [new MergeKey([new("Mail", "mail"), new("Zip", "zip")], IsAdded: true), new MergeKey([new("Id", "id")])],
        Properties = [NewRule()],
        Policy = ConflictPolicy.BWins,
        FirstMeeting = ConflictPolicy.AWins,
        RowPolicies = ImmutableDictionary<string, ConflictPolicy>.Empty.Add("mail~mail", ConflictPolicy.AWins).Add("zip~zip", ConflictPolicy.KeepFilled),
        Origin = RuleOrigin.Added,
        Note = "needed for references",
        NotUnderstood = ["line 7: what is this?"],
        PausedBecause = "ola: later",
    };

    private static Direction NewDirection() => new()
    {
        Creation = CreationRule.WhenConnected,
        Condition = "When a customer is active",
        Predicate = [new("true", "Active")],
        ConnectedTo = ["Salesorders", "Projects"],
        StatesMatching = true,
        Deletes = DeleteRule.Archive,
        Origin = RuleOrigin.Document,
    };

    private static PropertyRule NewRule() => new()
    {
        Id = "mail.address~mail",
        A = "Mail.Address",
        B = "mail",
        DependenciesA = [new("v", "p")],
        DependenciesB = [new("w", "q"), new("", " ")],
        TypeToA = "\"string\"",
        TypeToB = "[\"datetime-format\", \"%Y\", [\"datetime-parse\"]]",
        Flow = RuleFlow.ToA,
        BlankToB = BlankRule.Skip,
        BlankToA = BlankRule.KeepOlder,
        DefaultToA = "none",
        DefaultToB = "",
        Origin = RuleOrigin.Added,
        Note = "for people",
    };
}
