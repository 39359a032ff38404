using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Files;

/// <summary>A file far larger than memory should ever hold of it.</summary>
public sealed class LargeFileTests
{
    [Fact]
    public async Task A_file_of_a_hundred_megabytes_is_streamed()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1", "It reads a hundred megabytes; --full runs it.");
        const int records = 600_000;
        await using var folder = FileFolder.With("t.csv", "id,name\n", "", ("pageSize", "1000"));
        await using (var text = new StreamWriter(folder.File, append: true))
            for (var number = 0; number < records; number++) await text.WriteLineAsync($"{number},{new string('x', 170)}");
        new FileInfo(folder.File).Length.ShouldBeGreaterThan(100_000_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var (count, most) = (0, 0L);
        await foreach (var answer in folder.Connector.ReadChangesAsync(FileFolder.Entity, null, default))
        {
            count += answer.Value.ShouldNotBeNull().Changes.Count;
            if (count % 100_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        count.ShouldBe(records);
        most.ShouldBeLessThan(100_000_000L);
    }
}
