using System.Diagnostics.Metrics;
using SesamTalk.Engine.Sync;
using SesamTalk.Web.Operations;
using Shouldly;

namespace SesamTalk.Tests.Web.Operations;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Counters_add_up_histograms_count_below_their_bounds_and_labels_are_escaped()
    {
        using var meter = new Meter(RunTelemetry.Name);
        using var text = new PrometheusText();
        text.Listen();
        var counter = meter.CreateCounter<int>("test.done", description: "Things done.");
        counter.Add(2, new KeyValuePair<string, object?>("dataflow", "a\"b\\c\nd"));
        counter.Add(3, new KeyValuePair<string, object?>("dataflow", "a\"b\\c\nd"));
        var times = meter.CreateHistogram<double>("test.time", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 10] });
        foreach (var took in new[] { 0.5, 1, 5, 50 }) times.Record(took);
        var lines = text.Now().Split('\n').Where(line => line.Contains("test_")).ToList();
        lines.ShouldBe([
            "# HELP test_done_total Things done.", "# TYPE test_done_total counter", "test_done_total{dataflow=\"a\\\"b\\\\c\\nd\"} 5",
            "# TYPE test_time_seconds histogram", "test_time_seconds_bucket{le=\"1\"} 2", "test_time_seconds_bucket{le=\"10\"} 3", "test_time_seconds_bucket{le=\"+Inf\"} 4", "test_time_seconds_sum 56.5", "test_time_seconds_count 4",
        ]);
    }

    [Fact]
    public void A_label_that_never_ends_does_not_fill_the_memory()
    {
        using var meter = new Meter(RunTelemetry.Name);
        using var text = new PrometheusText();
        text.Listen();
        var counter = meter.CreateCounter<int>("test.many");
        for (var number = 0; number < 1_500; number++) counter.Add(1, new KeyValuePair<string, object?>("id", number));
        var lines = text.Now().Split('\n').Where(line => line.StartsWith("test_many_total{", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(1_001);
        lines.ShouldContain("test_many_total{too_many=\"true\"} 500");
    }
}
