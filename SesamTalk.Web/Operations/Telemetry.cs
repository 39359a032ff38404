using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Web.Operations;

/// <summary>Sends measurements and traces by OTLP where a collector is named, from the start of the site to its end.</summary>
internal sealed class Telemetry(IOptions<OperationsOptions> options, PrometheusText text, IConfiguration configuration) : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        text.Listen(); // from the first request on
        if ((options.Value.Otlp ?? (Uri.TryCreate(configuration[Endpoint], UriKind.Absolute, out var standard) ? standard : null)) is not { } collector) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService("sesamtalk", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3), serviceInstanceId: Environment.MachineName + "/" + Environment.ProcessId);
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(RunTelemetry.Name, "System.Net.Http", "Microsoft.AspNetCore", "Npgsql")
            .AddOtlpExporter(exporter => To(exporter, collector, "v1/traces")).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(RunTelemetry.Name, "System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting", "Npgsql")
            .AddOtlpExporter(exporter => To(exporter, collector, "v1/metrics")).Build();
        return Task.CompletedTask;
    }

    // What is left is sent before the site is gone.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(3_000);
        _metrics?.ForceFlush(3_000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void To(OtlpExporterOptions exporter, Uri collector, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + path);
    }
}
