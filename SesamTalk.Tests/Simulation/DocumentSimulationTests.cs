using System.CommandLine;
using System.Text.Json;
using SesamTalk.Tests.Engine.Documents;
using SesamTalk.Tests.House;
using SesamTalk.Web.Cli;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Simulation;

/// <summary>"simulate" over every form of the grammar: whatever can run converges, whatever goes wrong.</summary>
public sealed class DocumentSimulationTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1";

    /// <summary>Twenty in the long run.</summary>
    private static int Seeds(int usual) => IsFull ? 20 : usual;

    [Fact]
    public async Task Every_pair_of_every_form_of_the_grammar_that_can_run_converges()
    {
        var sound = Sample.Names.Where(name => Sample.Read(name).IsSound).ToList();
        sound.Count.ShouldBeGreaterThanOrEqualTo(30);
        var (runnable, reasons) = (0, 0);
        foreach (var name in sound)
        {
            var told = await SimulateAsync(Seeds(2), Path.Combine(SourceFile.Top, "SesamTalk.Tests", "Documents", name + ".rst"));
            foreach (var pair in Pairs(told))
            {
                runnable += pair.GetProperty("runnable").GetBoolean() ? 1 : 0;
                reasons += pair.GetProperty("why").EnumerateArray().Count(why => why.GetString()!.Length > 20);
                pair.GetProperty("runnable").GetBoolean().ShouldBe(pair.GetProperty("why").GetArrayLength() == 0, name);
            }
        }

        runnable.ShouldBeGreaterThan(35);
        reasons.ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task Every_pair_of_the_five_given_documents_that_can_run_converges()
    {
        var seeds = SeedFiles();
        Assert.SkipUnless(seeds.Length == 5, "The five given documents are not part of the repository; they are looked for in shared/seeds beside it.");
        var told = await SimulateAsync(Seeds(3), seeds);
        told.GetProperty("dataflows").GetArrayLength().ShouldBe(5);
        Pairs(told).Count(pair => pair.GetProperty("runnable").GetBoolean()).ShouldBeGreaterThan(5);
    }

    private static string[] SeedFiles()
    {
        for (var folder = new DirectoryInfo(SourceFile.Top).Parent; folder is not null; folder = folder.Parent)
        {
            var seeds = Path.Combine(folder.FullName, "shared", "seeds");
            if (Directory.Exists(seeds)) return [.. Directory.EnumerateFiles(seeds, "*.txt").Order(StringComparer.Ordinal)];
        }

        return [];
    }

    private static IEnumerable<JsonElement> Pairs(JsonElement told) => told.GetProperty("dataflows").EnumerateArray().SelectMany(dataflow => dataflow.GetProperty("pairs").EnumerateArray());

    private static async Task<JsonElement> SimulateAsync(int seeds, params string[] files)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        string[] args = [.. files, "--seeds", $"{seeds}", "--faults", "all", "--json"];
        var exit = await SimulateVerb.Build().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        exit.ShouldBe(0, $"{string.Join(", ", files.Select(Path.GetFileName))}: {error}{output}");
        using var json = JsonDocument.Parse(output.ToString());
        return json.RootElement.Clone();
    }
}
