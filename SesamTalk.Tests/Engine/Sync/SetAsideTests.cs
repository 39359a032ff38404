using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using SesamTalk.Engine.Connectors.Memory;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;
using SesamTalk.Tests.Conformance;
using Shouldly;
using Xunit;
using Record = SesamTalk.Engine.Records.Record;

namespace SesamTalk.Tests.Engine.Sync;

/// <summary>What is new and more than a run should hold is set aside, and comes to the same.</summary>
public sealed class SetAsideTests
{
    private static readonly Dataflow Flow = Shop.Dataflow with { Pairs = [Shop.Dataflow.Pairs[0]] };

    [Fact]
    public void What_is_set_aside_is_read_again_as_it_was_however_much_it_is()
    {
        using var folder = new TempFolder();
        var schema = Schema();
        using var aside = new SetAside(folder.Path, schema);
        var changes = Enumerable.Range(0, 600).Select(number => new Change(ChangeKind.Upsert, new RecordId($"k{number}"), Record.Of(schema, new RecordId($"k{number}"), new("Name", new string('å', number)), new("Limit", 1.50m)),
            number % 2 == 0 ? new RecordVersion($"v{number}") : RecordVersion.None, number % 3 == 0 ? new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)) : null)).ToList();
        changes.Add(changes[0] with { Record = Record.Of(schema, new RecordId("k0"), new KeyValuePair<string, object?>("Name", new string('x', 400_000))) });
        foreach (var change in changes) aside.Add(change, [$"0\u001f{change.Id}"]);
        aside.Settle([new RecordId("k7")]);
        aside.Count.ShouldBe(599);
        (aside.IsThere(0), aside.IsThere(7), aside.IsThere(600)).ShouldBe((false, false, true));
        for (var place = 0; place < changes.Count; place++)
        {
            var (was, now) = (changes[place], aside.Read(place));
            (now with { Record = null }).ShouldBe(was with { Record = null });
            now.Record!.SameValues(was.Record!).ShouldBeTrue();
            now.Record.Id.ShouldBe(was.Id);
        }

        aside.KeysOf(0).Count.ShouldBe(599);
        aside.KeysOf(1).Count.ShouldBe(0);
        (aside.Holds(new RecordId("k8")), aside.Holds(new RecordId("k7")), aside.Holds(new RecordId("none"))).ShouldBe((true, false, false));
        Directory.GetFiles(folder.Path).Length.ShouldBe(OperatingSystem.IsWindows() ? 1 : 0);
        aside.TakeBack().Count().ShouldBe(599);
        aside.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Marks_of_keys_tell_apart_what_matching_would_find_by_itself(int seed)
    {
        var random = new Random(seed);
        for (var time = 0; time < 200; time++)
        {
            var (a, b) = (Candidates(random, "a"), Candidates(random, "b"));
            var all = Matcher.Match(a, b);
            var (ofA, ofB) = AsideMatches.Of(3, a.Count, b.Count, row => Marks(a, row), row => Marks(b, row));
            var rest = Matcher.Match([.. a.Where((_, at) => ofA[at] == AsideMatches.Entangled)], [.. b.Where((_, at) => ofB[at] == AsideMatches.Entangled)]);
            Compare(a, b, ofA, all.A, rest.A);
            Compare(b, a, ofB, all.B, rest.B);
        }
    }

    [Theory]
    [InlineData(RunKind.Changes), InlineData(RunKind.Everything)]
    public async Task A_first_sync_that_sets_nearly_everything_aside_comes_to_the_same_as_one_that_holds_it(RunKind kind)
    {
        var (held, aside) = (await FirstAsync(5_000, kind), await FirstAsync(2, kind));
        aside.ShouldBe(held);
        held.ShouldContain("found 1");
    }

    [Fact]
    public async Task A_plan_that_a_brake_holds_back_is_shown_whole_also_where_most_of_it_was_set_aside()
    {
        await using var world = await StartAsync(2, Flow with { Limits = Flow.Limits with { WritesPerRun = 5 } });
        for (var number = 0; number < 9; number++) Customer(world, number);
        var run = await world.SyncAsync();
        run.Outcome.ShouldBe(RunOutcome.HeldBack);
        var plan = (await world.Get<PlanStore>().OfRunAsync(run.Id, default))!;
        plan.Body.Items.Length.ShouldBe(9);
        plan.Body.Forecast.CreateInB.ShouldBe(9);
        world.B.Records("People").Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_first_sync_that_is_broken_off_goes_on_with_what_is_left()
    {
        await using var world = await StartAsync(2, Flow);
        for (var number = 0; number < 12; number++) Customer(world, number);
        var left = 5;
        world.B.Trouble = _ => left-- > 0 ? null : new MemoryTrouble(new SesamTalk.Engine.Connectors.ConnectorError.Unreachable("away"), false);
        (await world.SyncAsync()).Outcome.ShouldBe(RunOutcome.Interrupted);
        var made = world.B.Records("People").Count;
        made.ShouldBeInRange(1, 11);
        world.B.Trouble = _ => null;
        var run = await world.SyncAsync();
        (run.Counts.CreatedB, run.Outcome).ShouldBe((12 - made, RunOutcome.Done));
        world.B.Records("People").Select(record => (string)record["Label"]!).Distinct().Count().ShouldBe(12);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Four_times_the_new_records_take_hardly_more_memory(bool both)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "Bytes that are alive are counted in full, where nothing else runs.");
        await MostAsync(100, both);
        var (few, many) = (await MostAsync(250, both), await MostAsync(1_000, both));
        // Held, they would be some 8,000 bytes each and more.
        ((many - few) / 750.0).ShouldBeLessThan(1_500);
    }

    private static async Task<string> FirstAsync(int mostNew, RunKind kind)
    {
        await using var world = await StartAsync(mostNew, Flow);
        for (var number = 0; number < 6; number++) Customer(world, number);
        // 0 has a partner; 1 has two; 2 and another of its kind share one; 3's is out of scope.
        Person(world, 0);
        Person(world, 1);
        Person(world, 1);
        Person(world, 2);
        Customer(world, 2);
        Person(world, 7);
        world.B.Insert("People", [new("Label", "Kunde 3"), new("Mail", "k3@fjord.example"), new("Kind", "supplier")]);
        var first = await world.SyncAsync(kind);
        var second = await world.SyncAsync(RunKind.Everything);
        (second.Counts.Writes, second.Counts.Linked).ShouldBe((0, 0));
        var links = await world.Memory.AllLinksAsync(Flow.Id, Flow.Pairs[0].Id).Select(link => $"{link.LabelA}={link.LabelB} {link.Origin} {link.State}").OrderBy(text => text, StringComparer.Ordinal).ToListAsync();
        var alone = (await world.Memory.UnlinkedAsync(Flow.Id)).Select(record => $"{record.Side} {record.Label} {record.State} {record.Reason}").OrderBy(text => text, StringComparer.Ordinal);
        return $"{first.Outcome} found {first.Counts.Linked} {first.Counts with { }} | {string.Join("; ", links)} | {string.Join("; ", alone)}";
    }

    // The most bytes alive while the engine writes, above those of the systems themselves.
    private static async Task<long> MostAsync(int records, bool both)
    {
        await using var world = await StartAsync(50, Flow);
        for (var number = 0; number < records; number++)
        {
            Customer(world, number);
            if (both) Person(world, number);
        }

        var (most, calls) = (0L, 0);
        world.B.Trouble = _ =>
        {
            // After half of its calls everything has been read and planned.
            if (++calls == records) most = GC.GetTotalMemory(forceFullCollection: true);
            return null;
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var run = await world.SyncAsync();
        (both ? run.Counts.Linked : run.Counts.CreatedB).ShouldBe(records);
        calls.ShouldBeGreaterThan(records);
        return most - before;
    }

    private static Task<TwoSystems> StartAsync(int mostNew, Dataflow flow) => TwoSystems.StartAsync(
        TimeProvider.System, [flow], [Shop.SystemA, Shop.SystemB], (services, _) => services.Configure<SyncOptions>(options => options.MostNew = mostNew));

    private static void Customer(TwoSystems world, int number) =>
        world.A.Insert("Customers", [new("Name", $"Kunde {number}"), new("Email", $"k{number}@fjord.example"), new("Address.City", "Bodø")]);

    private static void Person(TwoSystems world, int number) =>
        world.B.Insert("People", [new("Label", $"Kunde {number}"), new("Mail", $"k{number}@fjord.example"), new("Kind", "customer")]);

    private static Schema Schema() => Shop.SystemA(TimeProvider.System).Description.Find("Customers")!.Schema;

    private static List<Candidate> Candidates(Random random, string side) => [.. Enumerable.Range(0, random.Next(0, 8)).Select(number =>
        new Candidate(new RecordId($"{side}{number}"), "", [.. Enumerable.Range(0, 3).Where(_ => random.Next(3) > 0).Select(row => $"{row}\u001f{random.Next(12)}")]))];

    private static KeyMarks Marks(List<Candidate> candidates, int row)
    {
        var marks = new KeyMarks();
        for (var place = 0; place < candidates.Count; place++)
            foreach (var key in candidates[place].Keys.Where(key => MatchKey.RowOf(key) == row)) marks.Add(RecordIdSet.MarkOf(key), place);
        return marks;
    }

    private static void Compare(List<Candidate> own, List<Candidate> across, int[] found, IReadOnlyDictionary<RecordId, Match> all, IReadOnlyDictionary<RecordId, Match> rest)
    {
        for (var place = 0; place < own.Count; place++)
        {
            var expected = all[own[place].Id];
            if (found[place] == AsideMatches.Nobody) expected.ShouldBeOfType<Match.None>();
            else if (found[place] >= 0) expected.ShouldBeOfType<Match.Found>().Partner.ShouldBe(across[found[place]]);
            else if (expected is Match.Several several) rest[own[place].Id].ShouldBeOfType<Match.Several>().Candidates.Select(one => one.Id).ShouldBe(several.Candidates.Select(one => one.Id));
            else rest[own[place].Id].ShouldBe(expected);
        }
    }
}
