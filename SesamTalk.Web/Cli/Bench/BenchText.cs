using System.Globalization;
using System.Text.Json;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>The table of a measurement, and the same for other programs.</summary>
internal static class BenchText
{
    public static string Of(IReadOnlyList<BenchLine> lines) => string.Join(Environment.NewLine, lines.SelectMany(Lines)
        .Prepend($"{"case",-22} {"engine s",9} {"floor s",9} {"floors",6} {"target",6} {"spread",6} {"records/s",10} {"MiB more",8} {"bytes/record",12}  work")
        .Append(Verdict(lines)));

    public static JsonElement Json(BenchAsk ask, IReadOnlyList<BenchLine> lines) => VerbJson.Of(new
    {
        ask.Records, ask.Rounds, ask.Entries, Storage = ask.Connection is null ? "Sqlite" : "Postgres", Processors = Environment.ProcessorCount, Runtime = Environment.Version.ToString(),
        TargetsMet = lines.SelectMany(line => line.Targets).Count(target => target.IsMet), TargetsMissed = lines.SelectMany(line => line.Targets).Count(target => !target.IsMet),
        Lines = lines.Select(line => new
        {
            line.Case, line.Variant, line.What, line.Records, Rounds = line.Engine.Count, line.Seconds, line.FloorSeconds, line.Ratio, line.OtherName, line.OtherSeconds, line.OtherRatio,
            line.Spread, line.RecordsPerSecond, line.GrownMegabytes, PeakMegabytes = line.Engine.Max(one => one.PeakMegabytes), line.BytesPerRecord,
            Figures = line.Figures.ToDictionary(), Targets = line.Targets.Select(target => new { target.Name, Limit = target.Limit, Is = target.IsLeast ? "at least" : "at most", target.Seen, target.IsMet }), line.IsMet,
        }),
    });

    private static IEnumerable<string> Lines(BenchLine line)
    {
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{Name(line),-22} {line.Seconds,9:0.000} {line.FloorSeconds,9:0.000} {line.Ratio,6:0.00} {line.MostFloors,6:0.00} {line.Spread,6:P0} {line.RecordsPerSecond,10:N0} {line.GrownMegabytes,8:0} {line.BytesPerRecord,12:N0}  {line.What}{(line.IsMet == false ? "  <- missed" : "")}");
        if (line.OtherRatio is { } other) yield return string.Create(CultureInfo.InvariantCulture, $"{"",-22} {"",9} {line.OtherSeconds,9:0.000} {other,6:0.00}  {line.OtherName}");
        foreach (var (name, value) in line.Figures) yield return string.Create(CultureInfo.InvariantCulture, $"{"",-22} {value,19:0.###}  {name}");
        foreach (var target in line.Others)
            yield return string.Create(CultureInfo.InvariantCulture, $"{"",-22} {target.Seen,19:0.###}  {target.Name}, {(target.IsLeast ? "at least" : "at most")} {target.Limit:0.###}: {(target.IsMet ? "met" : "missed")}");
    }

    private static string Verdict(IReadOnlyList<BenchLine> lines)
    {
        var missed = lines.Where(line => line.IsMet == false).Select(Name).ToList();
        return $"Of {lines.Sum(line => line.Targets.Count)} targets, {lines.Sum(line => line.Targets.Count(target => target.IsMet))} are met{(missed.Count == 0 ? "" : $"; missed: {string.Join(", ", missed)}")}.";
    }

    private static string Name(BenchLine line) => line.Variant.Length == 0 ? line.Case : $"{line.Case} {line.Variant}";
}
