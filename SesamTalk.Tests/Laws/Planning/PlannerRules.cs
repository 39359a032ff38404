using System.Collections.Immutable;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Simulation;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Tests.Laws.Planning;

/// <summary>The rules of a case, drawn from a number, and the same rules seen from the other side.</summary>
internal sealed class PlannerRules
{
    private static readonly EntityDescription Customers = ShapeParts.Entity("Customers", PropertyType.Text, "Name",
        ShapeParts.Text("Name"), ShapeParts.Text("Email"), ShapeParts.Text("City"), ShapeParts.Text("Place"), ShapeParts.Typed("Count", PropertyType.Integer));

    private static readonly EntityDescription People = ShapeParts.Entity("People", PropertyType.Text, "Label",
        ShapeParts.Text("Label"), ShapeParts.Text("Mail"), ShapeParts.Text("Town"), ShapeParts.Text("Nick"), ShapeParts.Text("Number"));

    private PlannerRules(Pair pair, ConflictPolicy firstMeeting, bool isSimple, bool isTurned)
    {
        var (a, b) = isTurned ? (People, Customers) : (Customers, People);
        var dataflow = new Dataflow { Id = "law", Title = "law", A = new() { DocumentName = "A", SystemId = "a" }, B = new() { DocumentName = "B", SystemId = "b" }, Pairs = [pair], FirstMeeting = firstMeeting };
        (Rules, FirstMeeting, IsSimple) = (new PairRules(dataflow, new ReadyPair(pair, a, b)), firstMeeting, isSimple);
        Merger = new SesamTalk.Engine.Merging.Merger(Rules.Mapper, new ReferenceBook(), new SesamTalk.Engine.Merging.MergePolicies(_ => ConflictPolicy.AskPerson, ConflictPolicy.AskPerson));
    }

    /// <summary>The pair, compiled.</summary>
    public PairRules Rules { get; }

    public ConflictPolicy FirstMeeting { get; }

    /// <summary>Every row joins one path with one path, so that the rules can be seen from the other side.</summary>
    public bool IsSimple { get; }

    /// <summary>Says whether two records agree by the table alone.</summary>
    public SesamTalk.Engine.Merging.Merger Merger { get; }

    /// <summary>The rules of a number.</summary>
    public static PlannerRules Of(int number)
    {
        var random = new Random(number);
        var isSimple = random.Next(3) > 0;
        var rows = new List<PropertyRule> { ShapeParts.Row("Name", "Label"), ShapeParts.Row("Email", "Mail"), Drawn(ShapeParts.Row("City", "Town"), random), Drawn(ShapeParts.Row("Count", "Number"), random) };
        // Fan-out and fan-in: one path to two, two paths to one.
        if (!isSimple && random.Next(2) == 0) rows.Add(ShapeParts.Row("Name", "Nick"));
        else if (!isSimple) rows.Add(rows[2] with { Id = "place~town", A = "Place" });
        ImmutableArray<MergeKey> keys = [.. new[] { ShapeParts.Key("Email", "Mail"), ShapeParts.Key("Name", "Label") }.Take(random.Next(3))];
        var pair = new Pair
        {
            Id = "people", A = ShapeParts.Side("Customers"), B = ShapeParts.Side("People"), ToB = Drawn(random), ToA = Drawn(random), Keys = keys, Properties = [.. rows],
            Policy = Policy(random), RowPolicies = random.Next(3) == 0 ? ImmutableDictionary<string, ConflictPolicy>.Empty.Add(rows[0].Id, Policy(random)) : ImmutableDictionary<string, ConflictPolicy>.Empty,
        };
        return new PlannerRules(pair, Policy(random), isSimple, isTurned: false);
    }

    /// <summary>The same rules with the sides swapped.</summary>
    public PlannerRules Turned()
    {
        var pair = Rules.Pair;
        var turned = pair with
        {
            A = pair.B, B = pair.A, ToA = pair.ToB, ToB = pair.ToA,
            Keys = [.. pair.Keys.Select(key => new MergeKey([.. key.Parts.Select(part => new KeyPart(part.B, part.A))]))],
            Properties = [.. pair.Properties.Select(Turned)],
            Policy = Turned(pair.Policy!.Value),
            RowPolicies = pair.RowPolicies.ToImmutableDictionary(own => own.Key, own => Turned(own.Value)),
        };
        return new PlannerRules(turned, Turned(FirstMeeting), IsSimple, isTurned: true);
    }

    private static PropertyRule Turned(PropertyRule row) => row with
    {
        A = row.B, B = row.A, BlankToA = row.BlankToB, BlankToB = row.BlankToA,
        Flow = row.Flow switch { RuleFlow.ToA => RuleFlow.ToB, RuleFlow.ToB => RuleFlow.ToA, RuleFlow.Both => RuleFlow.Both, RuleFlow.Off => RuleFlow.Off },
    };

    private static ConflictPolicy Turned(ConflictPolicy policy) => policy switch
    {
        ConflictPolicy.AWins => ConflictPolicy.BWins,
        ConflictPolicy.BWins => ConflictPolicy.AWins,
        ConflictPolicy.AskPerson or ConflictPolicy.LatestWins or ConflictPolicy.KeepFilled => policy,
    };

    private static PropertyRule Drawn(PropertyRule row, Random random) => row with
    {
        Flow = random.Next(4) == 0 ? random.Pick(Enum.GetValues<RuleFlow>()) : RuleFlow.Both,
        BlankToA = random.Next(3) == 0 ? random.Pick(Enum.GetValues<BlankRule>()) : BlankRule.Clear,
        BlankToB = random.Next(3) == 0 ? random.Pick(Enum.GetValues<BlankRule>()) : BlankRule.Clear,
    };

    private static Direction Drawn(Random random) => new()
    {
        Creation = random.Pick([CreationRule.Every, CreationRule.Every, CreationRule.Never, CreationRule.OnlyLinked]),
        Deletes = random.Pick([DeleteRule.AskPerson, DeleteRule.Ignore, DeleteRule.CarryOut]),
    };

    private static ConflictPolicy Policy(Random random) => random.Next(2) == 0 ? ConflictPolicy.AskPerson : random.Pick(Enum.GetValues<ConflictPolicy>());
}
