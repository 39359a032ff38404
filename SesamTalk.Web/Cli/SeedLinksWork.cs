using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli;

/// <summary>Stores invented links in a dataflow of their own, which is paused and has no systems.</summary>
internal static class SeedLinksWork
{
    /// <summary>The dataflow that the links belong to.</summary>
    public const string DataflowId = "seeded-links";

    private const int Chunk = 20_000;
    private static readonly string[] Entities = ["Customers", "Persons", "Products", "Orders"];

    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, int links, CancellationToken cancellationToken)
    {
        var dataflows = services.GetRequiredService<DataflowStore>();
        if (await dataflows.FindAsync(DataflowId, cancellationToken) is not null) return VerbAnswer.BadInput($"There is a dataflow '{DataflowId}' already; seed a folder that has none. Nothing was done.");
        var dataflow = await dataflows.SaveAsync(Invented(), "dev seed-links", "Invented links, for measuring.", cancellationToken);
        var journal = services.GetRequiredService<RunJournal>();
        for (var done = 0; done < links; done += Chunk)
        {
            var made = Enumerable.Range(done + 1, Math.Min(Chunk, links - done)).Select(number => SeededLinks.Of(dataflow, number)).ToList();
            await journal.RecordAsync(new JournalBatch { DataflowId = dataflow.Id, Links = [.. made.Select(one => one.Link)], Words = [.. made.SelectMany(one => one.Words)] }, cancellationToken);
        }

        return new VerbAnswer(ExitCode.Done, $"{links} links are stored in the dataflow {DataflowId}, numbered from 1: the ids are {10_000_001} and S-1 and so on.");
    }

    private static Dataflow Invented() => new()
    {
        Id = DataflowId, Title = "Seeded links", A = new DataflowSide { DocumentName = "Invented A" }, B = new DataflowSide { DocumentName = "Invented B" }, PausedBecause = "dev seed-links: there are no systems behind these links",
        Pairs = [.. Entities.Select(entity => new Pair { Id = entity.ToLowerInvariant(), A = new PairSide { Name = "Invented A " + entity, Entity = entity }, B = new PairSide { Name = "Invented B " + entity, Entity = entity } })],
    };
}
