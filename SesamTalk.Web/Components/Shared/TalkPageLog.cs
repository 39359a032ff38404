namespace SesamTalk.Web.Components.Shared;

internal static partial class TalkPageLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Page} could not load, reference {Reference}")]
    public static partial void LoadFailed(ILogger logger, string page, string reference, Exception failure);
}
