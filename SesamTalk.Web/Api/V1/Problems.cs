using Microsoft.AspNetCore.Http.HttpResults;

namespace SesamTalk.Web.Api.V1;

/// <summary>What the API says when it does not do what it was asked: problem details (RFC 9457) with a word in <c>code</c> that stays the same.</summary>
internal static class Problems
{
    /// <summary>A list takes so many at most.</summary>
    public const string WrongLimit = "limit.wrong", WrongCursor = "cursor.wrong";

    public static ProblemHttpResult NotFound(string thing, string id) => Of(StatusCodes.Status404NotFound, thing + ".unknown", $"There is no {thing} “{id}”. Nothing was done.");

    public static ProblemHttpResult BadInput(string code, string detail) => Of(StatusCodes.Status400BadRequest, code, detail);

    /// <summary>It cannot be done as things are; nothing was changed.</summary>
    public static ProblemHttpResult Conflict(string code, string detail) => Of(StatusCodes.Status409Conflict, code, detail);

    public static ProblemHttpResult Of(int status, string code, string detail) =>
        TypedResults.Problem(detail: detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>The word and the sentence of a refusal that came before any address was asked.</summary>
    public static ProblemHttpResult OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Of(status, "sign-in.needed", "Bring a token (Authorization: Bearer …) or sign in. Nothing was done."),
        StatusCodes.Status403Forbidden => Of(status, "role.too-small", "This needs a greater role than yours. Nothing was done."),
        StatusCodes.Status404NotFound => Of(status, "address.unknown", "Nothing is at this address."),
        StatusCodes.Status405MethodNotAllowed => Of(status, "method.wrong", "This address is not for this method. Nothing was done."),
        StatusCodes.Status413PayloadTooLarge => Of(status, "body.too-large", "The body is too large. Nothing was done."),
        StatusCodes.Status415UnsupportedMediaType => Of(status, "body.not-json", "The body must be application/json. Nothing was done."),
        StatusCodes.Status500InternalServerError => Of(status, "mistake", "A mistake of SesamTalk's own; it stands in its log. What was done before it is recorded."),
        _ => Of(status, "request.wrong", "The request could not be understood. Nothing was done."),
    };
}
