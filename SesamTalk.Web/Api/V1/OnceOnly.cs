using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Auth;
using SesamTalk.Web.Operations;

namespace SesamTalk.Web.Api.V1;

/// <summary>
/// Writes that are asked for twice and done once: a request with an <c>Idempotency-Key</c> is remembered with its answer for a
/// day, so a program whose answer was lost asks again with the same key and gets what it would have got. On every node.
/// </summary>
internal sealed class OnceOnly(IDbContextFactory<TalkDb> databases, SettingStore settings, TimeProvider clock) : IForgets
{
    /// <summary>Where keys are remembered among the settings.</summary>
    public const string Prefix = "api.once.";

    private const string Header = "Idempotency-Key", Replayed = "Idempotent-Replayed";
    private const int LongestKey = 200;

    /// <summary>How long an answer is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>The filter of every address that changes something.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || http.Request.Headers[Header].ToString() is not { Length: > 0 } key) return await next(context);
        if (key.Length > LongestKey) return Problems.BadInput("idempotency.key", $"{Header} has at most {LongestKey} letters. Nothing was done.");
        var once = http.RequestServices.GetRequiredService<OnceOnly>();
        var name = Prefix + Hash($"{Person.Of(http.User)?.Id}|{key}");
        var asked = Hash($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}|{Said(context)}");
        if (await once.BeginAsync(name, asked, http.RequestAborted) is { } before) return await AgainAsync(before, asked, http);
        object? result;
        try
        {
            result = await next(context);
        }
        catch
        {
            // Nothing is known to be answered: the next try may be the first.
            await once.DropAsync(name);
            throw;
        }

        // Remembered before it is sent: whoever never gets it asks again.
        var (answer, body) = await AnswerAsync(result, http);
        await once.EndAsync(name, asked, answer);
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
        return Results.Empty;
    }

    /// <summary>Forgets what is older than <see cref="Kept"/>; gives how many.</summary>
    public async Task<int> ForgetAsync(CancellationToken ct)
    {
        var old = (await settings.StartingAsync(Prefix, ct)).Where(row => Read(row.Value) is not { } kept || clock.GetUtcNow() - kept.At > Kept).Select(row => row.Key).ToList();
        foreach (var key in old) await settings.SetAsync(key, null, ct);
        return old.Count;
    }

    // One statement decides who is first.
    private async Task<KeptAnswer?> BeginAsync(string name, string asked, CancellationToken ct)
    {
        var mine = JsonSerializer.Serialize(new KeptAnswer(asked, clock.GetUtcNow(), 0, null, null, null));
        await using var db = await databases.CreateDbContextAsync(ct);
        var isFirst = await db.Database.ExecuteSqlAsync($"""INSERT INTO "Settings" ("Key", "Value") VALUES ({name}, {mine}) ON CONFLICT ("Key") DO NOTHING""", ct) == 1;
        if (isFirst) return null;
        return await settings.GetAsync(name, ct) is { } stored && Read(stored) is { } kept ? kept : new KeptAnswer(asked, clock.GetUtcNow(), 0, null, null, null);
    }

    private Task DropAsync(string name) => settings.SetAsync(name, null, CancellationToken.None);

    private Task EndAsync(string name, string asked, KeptAnswer answer) =>
        settings.SetAsync(name, answer.Status >= StatusCodes.Status500InternalServerError ? null : JsonSerializer.Serialize(answer with { Asked = asked, At = clock.GetUtcNow() }), CancellationToken.None);

    private static async Task<object?> AgainAsync(KeptAnswer before, string asked, HttpContext http)
    {
        if (before.Asked != asked) return Problems.Of(StatusCodes.Status422UnprocessableEntity, "idempotency.other", $"This {Header} was used for another request. Nothing was done.");
        if (before.Status == 0) return Problems.Conflict("idempotency.under-way", "The same request is under way. Ask again in a moment.");
        http.Response.StatusCode = before.Status;
        http.Response.Headers[Replayed] = "true";
        if (before.Location is { } location) http.Response.Headers.Location = location;
        if (before.Body is { Length: > 0 } body)
        {
            http.Response.ContentType = before.Type;
            await http.Response.WriteAsync(body, http.RequestAborted);
        }

        return Results.Empty;
    }

    private static async Task<(KeptAnswer Answer, byte[] Body)> AnswerAsync(object? result, HttpContext http)
    {
        var (response, sent) = (http.Response, http.Response.Body);
        using var kept = new MemoryStream();
        response.Body = kept;
        try
        {
            await (result as IResult ?? Results.Json(result)).ExecuteAsync(http);
        }
        finally
        {
            response.Body = sent;
        }

        var location = response.Headers.Location.ToString() is { Length: > 0 } there ? there : null;
        return (new("", default, response.StatusCode, response.ContentType, location, Encoding.UTF8.GetString(kept.ToArray())), kept.ToArray());
    }

    private static string Said(EndpointFilterInvocationContext context) =>
        string.Join('|', context.Arguments.Where(argument => argument?.GetType() is { } type && type.Namespace == typeof(OnceOnly).Namespace && type != typeof(Caller)).Select(argument => JsonSerializer.Serialize(argument, argument!.GetType())));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static KeptAnswer? Read(string stored)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptAnswer>(stored);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record KeptAnswer(string Asked, DateTimeOffset At, int Status, string? Type, string? Location, string? Body);
}
