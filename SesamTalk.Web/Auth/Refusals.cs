namespace SesamTalk.Web.Auth;

/// <summary>
/// Writes down every request that is refused: what it asked for, from where, and by whom where that is known. Never what it brought:
/// no query, no header, no body, and of an address that ends in a secret only how it begins.
/// </summary>
internal static partial class Refusals
{
    private const int LongestPath = 120;

    /// <summary>Notes the refusal, where it is one, before the answer leaves.</summary>
    public static Task Note(HttpContext http, RequestDelegate next)
    {
        // As it was asked: an answer may be made by another address.
        var asked = Asked(http.Request.Path);
        http.Response.OnStarting(static state =>
        {
            var (answer, path) = ((HttpContext, string))state;
            Say(answer, path);
            return Task.CompletedTask;
        }, (http, asked));
        return next(http);
    }

    private static void Say(HttpContext http, string path)
    {
        var status = http.Response.StatusCode;
        var isLed = status == StatusCodes.Status302Found && http.Response.Headers.Location.ToString().StartsWith(TalkUrls.SignInPage, StringComparison.Ordinal) && !path.StartsWith(TalkUrls.SignInPage, StringComparison.Ordinal);
        if (!isLed && status is < 400 or >= 500) return;
        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Refusals).FullName!);
        var (who, from) = (Person.Of(http.User)?.Id ?? "nobody", http.Connection.RemoteIpAddress?.ToString() ?? "");
        // Strangers and strange addresses come by every day; the rest somebody meant.
        if (isLed) Led(log, http.Request.Method, path, from, http.Request.Cookies.ContainsKey(AuthServices.SessionCookie) ? "a session that is not taken" : "no session");
        else if (status is StatusCodes.Status404NotFound) NotFound(log, http.Request.Method, path, who, from);
        else Refused(log, http.Request.Method, path, status, who, from);
    }

    private static string Asked(PathString path)
    {
        var steps = (path.Value ?? "").Split('/');
        var hooks = Array.IndexOf(steps, "hooks");
        var plain = new string([.. string.Join('/', hooks is 1 or 3 ? steps.Take(hooks + 2) : steps).Select(c => char.IsControl(c) ? '?' : c)]);
        return plain.Length <= LongestPath ? plain : plain[..LongestPath] + "…";
    }

    [LoggerMessage(LogLevel.Warning, "Refused: {Method} {Path} with {Status}, by {AccountId} from {Address}.")]
    private static partial void Refused(ILogger log, string method, string path, int status, string accountId, string address);

    [LoggerMessage(LogLevel.Information, "Not found: {Method} {Path}, by {AccountId} from {Address}.")]
    private static partial void NotFound(ILogger log, string method, string path, string accountId, string address);

    [LoggerMessage(LogLevel.Information, "Led to the sign-in: {Method} {Path} from {Address}, with {Brought}.")]
    private static partial void Led(ILogger log, string method, string path, string address, string brought);
}
