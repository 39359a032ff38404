using System.Globalization;
using SesamTalk.Engine.Documents;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;

namespace SesamTalk.Web.Cli;

/// <summary>Makes the document of one direction of a dataflow.</summary>
internal static class ExportWork
{
    public static async Task<VerbAnswer> DoAsync(IServiceProvider services, ExportRequest request, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<DataflowStore>().FindAsync(request.DataflowId, cancellationToken) is not { } dataflow)
            return VerbAnswer.BadInput($"There is no dataflow '{request.DataflowId}'.");
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var document = Exporter.Export(dataflow, request.Reverse ? Side.B : Side.A, now, request.WithAdded);
        return new(ExitCode.Done, Json: VerbJson.Of(RstWriter.Write(document)));
    }
}
