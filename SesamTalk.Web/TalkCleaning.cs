using SesamTalk.Engine.Checklists.Verify;

namespace SesamTalk.Web;

/// <summary>At its start a server cleans up the test records that a killed verification has left behind, and says loudly what it cannot.</summary>
internal static partial class TalkCleaning
{
    public static async Task CleanAsync(IServiceProvider services, ILogger log, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var record in await services.GetRequiredService<Verifier>().CleanUpAsync("SesamTalk", cancellationToken))
                Left(log, record.Entity, record.Record?.Text ?? "?", record.DataflowId, record.Message.ToString());
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Failed(log, error);
        }
        catch (OperationCanceledException)
        {
            // The site stops; what is left is cleaned up at the next start.
        }
    }

    [LoggerMessage(LogLevel.Error, "NOT RESTORED: the test record {Entity} {Record} of {DataflowId} could not be cleaned up: {Why}")]
    private static partial void Left(ILogger log, string entity, string record, string dataflowId, string why);

    [LoggerMessage(LogLevel.Error, "Test records of an earlier verification could not be looked for.")]
    private static partial void Failed(ILogger log, Exception error);
}
