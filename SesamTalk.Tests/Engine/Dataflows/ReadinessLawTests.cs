using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Records;
using SesamTalk.Tests.Engine.Documents;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Dataflows;

/// <summary>What holds for the readiness of any document that the grammar allows.</summary>
public sealed class ReadinessLawTests
{
    [Fact]
    public void A_pair_is_either_ready_or_says_why_not()
    {
        var (ready, kinds) = (0, new HashSet<string>());
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var dataflow = Importer.ImportNew("x.rst", new RandomDocument(seed).Make(), []);
            dataflow = dataflow with { A = dataflow.A with { SystemId = "a" }, B = dataflow.B with { SystemId = "b" } };

            var report = Readiness.Check(dataflow, Described(dataflow, Side.A, random), Described(dataflow, Side.B, random));

            var stopped = report.Problems.Select(problem => problem.PairId).ToHashSet();
            report.Ready.Select(pair => pair.Pair.Id).Order(StringComparer.Ordinal)
                .ShouldBe(dataflow.Pairs.Select(pair => pair.Id).Where(id => !stopped.Contains(id)).Order(StringComparer.Ordinal), $"seed {seed}");
            report.Problems.Concat(report.Notes).ShouldAllBe(problem => problem.Sentence.Length > 20 && problem.In("nb").Length > 20);
            ready += report.Ready.Length;
            kinds.UnionWith(report.Problems.Select(problem => problem.Code));
        }

        ready.ShouldBeGreaterThan(100, "the documents must not all be stopped");
        kinds.Count.ShouldBeGreaterThan(10, string.Join(", ", kinds));
    }

    [Fact]
    public void Without_systems_no_pair_is_ready_and_nothing_is_said_of_paths()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var report = Readiness.Check(Importer.ImportNew("x.rst", new RandomDocument(seed).Make(), []), null, null);

            report.Ready.ShouldBeEmpty();
            report.Problems.ShouldNotContain(problem => problem.Code == ReadinessCodes.PathUnresolved || problem.Code == ReadinessCodes.EntityUnresolved);
        }
    }

    // Each entity that the document names, with most of the paths that it mentions: some required, computed or referring.
    private static SystemDescription Described(Dataflow dataflow, Side side, Random random) => new([.. dataflow.Pairs
        .GroupBy(pair => FoldedName.Of(pair.On(side).Entity))
        .Select(pairs => new EntityDescription(
            new Schema(pairs.First().On(side).Entity, Properties([.. pairs], side, random)), new EntityCapabilities { CanCreate = random.Next(8) > 0, CanUpdate = random.Next(8) > 0 }))]);

    private static IEnumerable<SchemaProperty> Properties(ImmutableArray<Pair> pairs, Side side, Random random) => pairs
        .SelectMany(pair => pair.Properties.SelectMany(row => side == Side.A ? row.DependenciesA.Select(d => d.Path).Append(row.A) : row.DependenciesB.Select(d => d.Path).Append(row.B))
            .Concat(pair.Keys.SelectMany(key => key.Parts).Select(part => side == Side.A ? part.A : part.B)))
        .DistinctBy(FoldedName.Of).Where(_ => random.Next(30) > 0).ToList()
        .Select(path => new SchemaProperty(path, PropertyType.Text)
        {
            IsKey = random.Next(20) == 0,
            IsReadOnly = random.Next(12) == 0,
            IsCreateOnly = random.Next(12) == 0,
            IsRequired = random.Next(12) == 0,
            References = random.Next(12) == 0 ? [pairs[0].On(side).Entity] : [],
        });
}
