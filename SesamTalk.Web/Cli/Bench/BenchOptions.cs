using System.CommandLine;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>The options of "bench".</summary>
internal sealed class BenchOptions
{
    private const int MostRecords = 10_000_000, MostEntries = 100_000_000;

    private readonly Option<int> _records = new("--records") { Description = "Records on a side; scale measures ten times as many, too.", HelpName = "N", DefaultValueFactory = _ => 100_000 };
    private readonly Option<int> _rounds = new("--rounds") { Description = "How often each case is measured; the median counts.", HelpName = "K", DefaultValueFactory = _ => 3 };
    private readonly Option<int> _entries = new("--entries") { Description = "Links to search, and entries of the history.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
    private readonly Option<int> _runs = new("--runs") { Description = "Simulated runs of the case week, one every five minutes.", HelpName = "N", DefaultValueFactory = _ => 7 * 24 * 12 };
    private readonly Option<string[]> _cases = new("--cases", "--case") { Description = $"Only these, apart by commas; all for each there is. Without it: {string.Join(",", BenchCase.All.Where(one => one.IsUsual).Select(one => one.Name))}.", HelpName = "A,B", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _storage = new("--storage") { Description = "Sqlite, or Postgres with --connection: where the engine keeps its state, and what its floor writes to.", HelpName = "KIND", DefaultValueFactory = _ => "Sqlite" };
    private readonly Option<string?> _connection = new("--connection") { Description = "A PostgreSQL server on which databases may be made; each measurement has one of its own, which is dropped after it.", HelpName = "TEXT" };
    private readonly Option<string?> _json = new("--json") { Description = "The figures as one JSON object: in this file, or without a name on standard output in place of the table.", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _alone = new("--alone") { Description = "Each case once and unwarmed, in this process: how scale has each of its sizes measured, by a process of its own." };

    /// <summary>All, for the command.</summary>
    public IEnumerable<Option> All => [_records, _rounds, _entries, _runs, _cases, _storage, _connection, _json, _alone];

    /// <summary>Why nothing can be measured so; null where it can.</summary>
    public string? Wrong(ParseResult parse)
    {
        if (parse.GetValue(_records) is < 100 or > MostRecords) return $"--records: give 100 to {MostRecords}.";
        if (parse.GetValue(_rounds) is < 1 or > 100) return "--rounds: give 1 to 100.";
        if (parse.GetValue(_entries) is < 1_000 or > MostEntries) return $"--entries: give 1000 to {MostEntries}.";
        if (parse.GetValue(_runs) is < 24 or > 1_000_000) return "--runs: give 24 to 1000000.";
        if (parse.GetValue(_storage) is not ("Sqlite" or "Postgres")) return "--storage: give Sqlite or Postgres.";
        if (parse.GetValue(_storage) == "Postgres" != parse.GetValue(_connection) is { Length: > 0 }) return "--storage Postgres and --connection go together.";
        var known = BenchCase.All.Select(one => one.Name).Append("all").ToList();
        return IsAlone(parse) ? null : Names(parse).Except(known).FirstOrDefault() is { } unknown ? $"--cases: there is no “{unknown}”. There are: {string.Join(", ", known)}." : null;
    }

    /// <summary>How much is to be measured.</summary>
    public BenchAsk Ask(ParseResult parse, CancellationToken stop) => new(parse.GetValue(_records), parse.GetValue(_rounds), stop)
    {
        Entries = parse.GetValue(_entries), Runs = parse.GetValue(_runs), Connection = parse.GetValue(_connection),
    };

    /// <summary>The cases that are asked for, in the order of the table.</summary>
    public List<BenchCase> Cases(ParseResult parse)
    {
        var names = Names(parse);
        return [.. BenchCase.All.Where(one => names.Length == 0 ? one.IsUsual : names.Contains(one.Name) || names.Contains("all"))];
    }

    /// <summary>The names as they were given.</summary>
    public string[] Names(ParseResult parse) => [.. (parse.GetValue(_cases) ?? []).SelectMany(name => name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>This is the process that another has started for one size.</summary>
    public bool IsAlone(ParseResult parse) => parse.GetValue(_alone);

    /// <summary>The file for the figures; null for none.</summary>
    public string? JsonFile(ParseResult parse) => parse.GetValue(_json);

    /// <summary>The figures take the place of the table.</summary>
    public bool IsJson(ParseResult parse) => JsonFile(parse) is null && parse.GetResult(_json) is { Implicit: false };
}
