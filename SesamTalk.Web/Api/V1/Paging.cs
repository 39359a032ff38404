using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace SesamTalk.Web.Api.V1;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null where this is the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page is asked for: <c>?after=…&amp;limit=…</c>. A cursor is the place where the page before ended, so what comes or goes meanwhile moves no page.</summary>
internal sealed record Paging(Guid? After, int Limit, ProblemHttpResult? Wrong)
{
    private const int Usual = 50, Most = 200;

    public static ValueTask<Paging> BindAsync(HttpContext http) => ValueTask.FromResult(Read(http.Request.Query["after"], http.Request.Query["limit"]));

    /// <summary>The page in the order of the ids, which is that of time: oldest first, or newest first.</summary>
    public async Task<Page<TShown>> OfAsync<T, TShown>(IQueryable<T> all, Expression<Func<T, Guid>> id, bool newestFirst, Func<T, TShown> show, CancellationToken ct)
    {
        if (After is { } after) all = all.Where(Beyond(id, after, newestFirst));
        var read = await (newestFirst ? all.OrderByDescending(id) : all.OrderBy(id)).Take(Limit + 1).ToListAsync(ct);
        var shown = read.Take(Limit).ToList();
        return new([.. shown.Select(show)], read.Count > Limit ? Cursor(id.Compile()(shown[^1])) : null);
    }

    /// <summary>The page of a list that is at hand, in its order.</summary>
    public Page<TShown> Of<T, TShown>(IReadOnlyList<T> all, Func<T, Guid> place, Func<T, TShown> show)
    {
        var shown = all.SkipWhile(one => After is { } after && place(one) != after).Skip(After is null ? 0 : 1).Take(Limit).ToList();
        return new([.. shown.Select(show)], shown.Count > 0 && place(shown[^1]) != place(all[^1]) ? Cursor(place(shown[^1])) : null);
    }

    private static Expression<Func<T, bool>> Beyond<T>(Expression<Func<T, Guid>> id, Guid after, bool newestFirst)
    {
        var compared = Expression.Call(id.Body, typeof(Guid).GetMethod(nameof(Guid.CompareTo), [typeof(Guid)])!, Expression.Constant(after));
        var zero = Expression.Constant(0);
        return Expression.Lambda<Func<T, bool>>(newestFirst ? Expression.LessThan(compared, zero) : Expression.GreaterThan(compared, zero), id.Parameters);
    }

    private static Paging Read(string? after, string? limit)
    {
        var (count, wrong) = (Usual, (ProblemHttpResult?)null);
        if (!string.IsNullOrEmpty(limit) && (!int.TryParse(limit, out count) || count is < 1 or > Most)) wrong = Problems.BadInput(Problems.WrongLimit, $"limit is a number from 1 to {Most}.");
        if (string.IsNullOrEmpty(after)) return new(null, count, wrong);
        return Place(after) is { } place ? new(place, count, wrong) : new(null, count, wrong ?? Problems.BadInput(Problems.WrongCursor, "after is the next of an earlier page, as it was given."));
    }

    private static string Cursor(Guid place) => WebEncoders.Base64UrlEncode(place.ToByteArray());

    private static Guid? Place(string cursor)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(cursor) is { Length: 16 } bytes ? new Guid(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
