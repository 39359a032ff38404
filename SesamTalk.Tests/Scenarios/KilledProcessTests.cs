using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SesamTalk.Engine;
using SesamTalk.Tests.Web.Cli;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Scenarios;

/// <summary>A real process, killed in the middle of its writes again and again, must end where one that was left alone ends.</summary>
public sealed partial class KilledProcessTests : IDisposable
{
    private const string Dataflow = "powerofficego-unnamed";
    private static readonly int Kills = Environment.GetEnvironmentVariable("SESAMTALK_FULL") == "1" ? 50 : 4;
    private static readonly string[] Told = ["name", "first_name", "last_name", "email", "number", "currency", "city", "Name", "FirstName", "LastName", "EmailAddress", "ImportedOrderNo", "CurrencyCode"];
    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new();

    [Fact]
    public async Task A_sync_that_is_killed_again_and_again_ends_like_one_that_was_left_alone()
    {
        var (killed, calm) = (_folder.File("killed"), _folder.File("calm"));
        (await Verb.RunAsync("sync", Dataflow, "--data", calm)).Exit.ShouldBe(3);
        var random = new Random(4711);
        for (var kill = 0; kill < Kills; kill++) await KillInTheMiddleAsync(killed, 1 + random.Next(Math.Max(2, 50 / Kills)));
        for (var settle = 0; settle < 3; settle++) await SettleAsync(killed);
        Records(killed, "unnamed").ShouldBe(Records(calm, "unnamed"));
        Records(killed, "poweroffice-go").ShouldBe(Records(calm, "poweroffice-go"));
    }

    public void Dispose()
    {
        RuntimeHelpers.RunModuleConstructor(typeof(NativeSetup).Module.ModuleHandle); // the SQLite library is found by the engine
        _http.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static async Task SettleAsync(string folder)
    {
        var verb = await Verb.RunAsync("sync", Dataflow, "--data", folder);
        verb.Exit.ShouldBe(3, verb.Error + verb.Output);
    }

    // Killed as soon as the two systems have taken this many writes of this process, or when it ended before that.
    private async Task KillInTheMiddleAsync(string folder, int writes)
    {
        using var process = Verb.Start("sync", Dataflow, "--data", folder);
        var output = process.StandardOutput.ReadToEndAsync();
        var roots = await RootsAsync(process.StandardError);
        var error = process.StandardError.ReadToEndAsync();
        var before = await WrittenAsync(roots);
        while (!process.HasExited && await WrittenAsync(roots) is { } now && now < before + writes)
        {
        }

        process.Kill();
        await process.WaitForExitAsync();
        await Task.WhenAll(output, error);
    }

    // The program says on standard error where its sandboxes are.
    private static async Task<List<Uri>> RootsAsync(StreamReader error)
    {
        while (await error.ReadLineAsync() is { } line)
        {
            if (line.Contains("The demo's systems", StringComparison.Ordinal)) return [.. Root().Matches(line).Select(match => new Uri(match.Value))];
        }

        return [];
    }

    private async Task<int?> WrittenAsync(List<Uri> roots)
    {
        try
        {
            var journals = await Task.WhenAll(roots.Select(root => _http.GetStringAsync(new Uri(root, "_sandbox/journal?limit=10000"))));
            return journals.Sum(journal => ((JsonArray)JsonNode.Parse(journal)!).Count(entry => entry!["by"]!.ToString() == "api"));
        }
        catch (HttpRequestException)
        {
            return null; // it has ended
        }
    }

    // What the records of a system say, without ids and stamps, which differ from run to run.
    private static List<string> Records(string folder, string system)
    {
        RuntimeHelpers.RunModuleConstructor(typeof(NativeSetup).Module.ModuleHandle);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "sandbox", system + ".db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT entity, body FROM records";
        using var reader = command.ExecuteReader();
        var records = new List<string>();
        while (reader.Read())
        {
            var body = JsonNode.Parse(reader.GetString(1))!;
            records.Add($"{reader.GetString(0)}: {string.Join(" · ", Told.Select(name => body[name]?.ToString()).Where(value => value is not null))}");
        }

        records.Sort(StringComparer.Ordinal);
        return records;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Root();
}
