using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SesamTalk.Engine.Runs;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>The same work over ten times the records. Each size is done by a process of its own, so that the most memory it ever had is that of the work.</summary>
internal sealed class ScaleCase() : BenchCase("scale", "first sync, first meeting, quiet run, full read and 1 % of changes over --records and ten times as many, each size in a process of its own: time and peak memory")
{
    private const int Times = 10;
    private const double MostTime = 12, MostMemory = 1.3, MostAtLast = 260, MostAtFirst = 200;
    private static readonly string[] Parts = ["initial", "linked"];

    public override bool IsUsual => false;

    public override async Task<IReadOnlyList<BenchLine>> MeasureAsync(BenchAsk ask)
    {
        var (few, many) = (new List<Work>(), new List<Work>());
        foreach (var part in Parts)
        {
            few.AddRange(await ChildAsync(ask, part));
            many.AddRange(await ChildAsync(ask with { Records = ask.Records * Times }, part));
        }

        return [.. few.Zip(many, (one, ten) => Line(ask, one, ten))];
    }

    /// <summary>The work of one size, in this process alone.</summary>
    public static async Task<VerbAnswer> AloneAsync(BenchAsk ask, string part)
    {
        var works = new List<Work>();
        async Task AddAsync(string name, BenchStage stage, Func<Task<Run>> sync, Func<Run, int> done, int wanted)
        {
            var measured = await Measured.OfAsync(async () => Expect(done(await sync()), wanted));
            if (works.Find(work => work.Name == name) is { } known) known.Rounds.Add(Round.Of(measured));
            else works.Add(new Work(name, stage.Records, [Round.Of(measured)]));
        }

        for (var round = 0; round < ask.Rounds && (part == "initial" || round == 0); round++)
        {
            await using var scene = await BenchScene.MakeAsync(ask, ask.Records, part == "initial" ? 0 : ask.Records);
            var stage = new BenchStage(scene, ask.Records, ask.Stop);
            if (part == "initial")
            {
                await AddAsync(part, stage, () => stage.SyncAsync(), run => run.Counts.CreatedB, ask.Records);
                continue;
            }

            await AddAsync("match", stage, () => stage.SyncAsync(), run => run.Counts.Linked, ask.Records);
            for (var time = 0; time < ask.Rounds; time++)
            {
                await AddAsync("quiet", stage, () => stage.SyncAsync(), run => run.Counts.Writes, 0);
                await AddAsync("scan", stage, () => stage.SyncAsync(RunKind.Everything), run => run.Counts.Writes, 0);
                await stage.EditAsync(time);
                await AddAsync("changes", stage, () => stage.SyncAsync(), run => run.Counts.Writes, 2 * stage.Share);
            }
        }

        return new VerbAnswer(ExitCode.Done, Json: VerbJson.Of(works));
    }

    // Quiet runs cost the same however many records there are, and are too short for a ratio of their times to say more than that.
    private BenchLine Line(BenchAsk ask, Work one, Work ten)
    {
        var (peak, before) = (ten.Rounds.Max(round => round.Peak), one.Rounds.Max(round => round.Peak));
        var time = BenchLine.Median(ten.Rounds.Select(round => round.Seconds)) / BenchLine.Median(one.Rounds.Select(round => round.Seconds));
        return new BenchLine(Name, one.Name, $"{one.Records:N0} records and {ten.Records:N0}", ten.Records, [.. ten.Rounds.Select(round => round.Measured)])
        {
            Figures = [new($"seconds for {one.Records.ToString(CultureInfo.InvariantCulture)}", BenchLine.Median(one.Rounds.Select(round => round.Seconds))), .. before is { } few && peak is { } many ? [new KeyValuePair<string, double>($"peak MiB of {one.Records.ToString(CultureInfo.InvariantCulture)}", few), new($"peak MiB of {ten.Records.ToString(CultureInfo.InvariantCulture)}", many)] : Enumerable.Empty<KeyValuePair<string, double>>()],
            Others =
            [
                new("times the time of a tenth of the records", MostTime, time), new("times the memory", MostMemory, peak / before),
                new("MiB at the peak", MostAtLast, peak), .. one.Name is "initial" or "scan" ? [new BenchTarget($"MiB at the peak of a tenth of the records", MostAtFirst, before)] : Enumerable.Empty<BenchTarget>(),
            ],
        };
    }

    private static async Task<List<Work>> ChildAsync(BenchAsk ask, string part)
    {
        string[] asked = ["bench", "--alone", "--cases", part, "--records", $"{ask.Records}", "--rounds", $"{ask.Rounds}", .. ask.Connection is { } connection ? ["--storage", "Postgres", "--connection", connection] : Enumerable.Empty<string>()];
        using var child = Process.Start(Itself(asked))!;
        var (output, error) = (child.StandardOutput.ReadToEndAsync(ask.Stop), child.StandardError.ReadToEndAsync(ask.Stop));
        try
        {
            await child.WaitForExitAsync(ask.Stop);
        }
        finally
        {
            if (!child.HasExited) child.Kill(entireProcessTree: true);
        }

        if (child.ExitCode != 0) throw new InvalidDataException($"The measurement of {ask.Records} records ended with {child.ExitCode}: {await error}");
        return VerbJson.Read<List<Work>>(JsonDocument.Parse(await output).RootElement);
    }

    // The program as it runs now: by itself, or by the runtime from its library.
    private static ProcessStartInfo Itself(string[] asked)
    {
        var (library, host) = (typeof(ScaleCase).Assembly.Location, Environment.ProcessPath ?? "dotnet");
        var isItself = Path.GetFileNameWithoutExtension(host) == typeof(ScaleCase).Assembly.GetName().Name;
        return new ProcessStartInfo(isItself ? host : "dotnet", isItself ? asked : [library, .. asked]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    /// <summary>What one size took of one kind of work.</summary>
    internal sealed record Work(string Name, int Records, List<Round> Rounds);

    /// <summary>One time of it.</summary>
    internal sealed record Round(double Seconds, double? Peak, double? Grown, long Allocated)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public Measured Measured => new(TimeSpan.FromSeconds(Seconds), Grown, Peak, Allocated);

        public static Round Of(Measured measured) => new(measured.Time.TotalSeconds, measured.PeakMegabytes, measured.GrownMegabytes, measured.Allocated);
    }
}
