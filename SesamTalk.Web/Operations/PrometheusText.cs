using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace SesamTalk.Web.Operations;

/// <summary>
/// The process's measurements in the text form that Prometheus reads. It listens to the instruments by their own names, so a new
/// one needs nothing here. Of one instrument it keeps so many series at most: what comes after is added to one that says so.
/// </summary>
public sealed class PrometheusText : IDisposable
{
    private const int MostSeries = 1_000;
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly string[] Heard = ["SesamTalk", "System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting", "Npgsql"];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Measured> _all = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <param name="meters">This site's own meters; those of another site in the same process are not heard.</param>
    public PrometheusText(IMeterFactory? meters = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Heard.Contains(instrument.Meter.Name) && (instrument.Meter.Scope is null || instrument.Meter.Scope == meters)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
    }

    /// <summary>Begins to listen; what was measured before is not known.</summary>
    public void Listen() => _listener.Start();

    /// <summary>Everything as it is now.</summary>
    public string Now()
    {
        lock (_gate)
        {
            // What is asked for and not there any more is not repeated.
            foreach (var measured in _all.Values.Where(one => one.IsAsked)) measured.Series.Clear();
        }

        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_gate)
        {
            foreach (var (name, measured) in _all) Write(text, name, measured);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (_gate)
        {
            var name = NameOf(instrument);
            if (!_all.TryGetValue(name, out var measured)) _all[name] = measured = new Measured(instrument);
            if (!measured.Series.TryGetValue(labels, out var series))
            {
                if (measured.Series.Count >= MostSeries) labels = "too_many=\"true\"";
                if (!measured.Series.TryGetValue(labels, out series)) measured.Series[labels] = series = new Series(measured.Bounds.Length + 1);
            }

            if (measured.IsHistogram) series.Count(value, measured.Bounds);
            else if (measured.IsAsked) series.Sum = value;
            else series.Sum += value;
        }
    }

    private static void Write(StringBuilder text, string name, Measured measured)
    {
        if (measured.Series.Count == 0) return;
        if (measured.Help.Length > 0) text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {measured.Help}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {measured.Kind}\n");
        foreach (var (labels, series) in measured.Series)
        {
            if (measured.IsHistogram) WriteHistogram(text, name, labels, series, measured.Bounds);
            else text.Append(CultureInfo.InvariantCulture, $"{name}{In(labels)} {Number(series.Sum)}\n");
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, string labels, Series series, double[] bounds)
    {
        var (below, comma) = (0L, labels.Length > 0 ? "," : "");
        for (var at = 0; at <= bounds.Length; at++)
        {
            below += series.Buckets[at];
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{comma}le=\"{(at == bounds.Length ? "+Inf" : Number(bounds[at]))}\"}} {below}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{In(labels)} {Number(series.Sum)}\n{name}_count{In(labels)} {below}\n");
    }

    private static string NameOf(Instrument instrument)
    {
        var name = Plain(instrument.Name);
        if (instrument.Unit is "s" && !name.EndsWith("_seconds", StringComparison.Ordinal)) name += "_seconds";
        if (instrument.Unit is "By" && !name.EndsWith("_bytes", StringComparison.Ordinal)) name += "_bytes";
        return KindOf(instrument) == "counter" ? name + "_total" : name;
    }

    private static string KindOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram" : type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? "counter" : "gauge";
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        List<string> labels = [];
        foreach (var (name, value) in tags) labels.Add($"{Plain(name)}=\"{Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}\"");
        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static string In(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Plain(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Measured(Instrument instrument)
    {
        public string Help { get; } = (instrument.Description ?? "").Replace('\n', ' ');

        public string Kind { get; } = KindOf(instrument);

        public bool IsHistogram => Kind == "histogram";

        public bool IsAsked { get; } = instrument.IsObservable;

        public double[] Bounds { get; } = instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } ? [.. advised] : UsualBounds;

        public Dictionary<string, Series> Series { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Series(int buckets)
    {
        public double Sum { get; set; }

        public long[] Buckets { get; } = new long[buckets];

        public void Count(double value, double[] bounds)
        {
            Sum += value;
            var at = Array.FindIndex(bounds, bound => value <= bound);
            Buckets[at < 0 ? bounds.Length : at]++;
        }
    }
}
