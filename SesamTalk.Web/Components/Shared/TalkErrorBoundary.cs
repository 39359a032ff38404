using Microsoft.AspNetCore.Components.Web;

namespace SesamTalk.Web.Components.Shared;

/// <summary>Catches a page's own mistakes, so that the frame stays and the reader gets a reference that the log has too.</summary>
public sealed partial class TalkErrorBoundary(ILogger<TalkErrorBoundary> logger) : ErrorBoundary
{
    /// <summary>The reference of the failure on show.</summary>
    public string? Reference { get; private set; }

    protected override Task OnErrorAsync(Exception exception)
    {
        Reference = References.New();
        LogFailed(logger, Reference, exception);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed, reference {Reference}")]
    private static partial void LogFailed(ILogger logger, string reference, Exception exception);
}
