using Microsoft.AspNetCore.Http.HttpResults;
using SesamTalk.Engine.Records;
using SesamTalk.Web.Auth;

namespace SesamTalk.Web.Api.V1;

/// <summary>Words of requests and answers.</summary>
internal static class Words
{
    /// <summary>One of a kind's words, in any case; none where nothing is said. Gives what is wrong with it.</summary>
    public static ProblemHttpResult? Read<T>(string? said, string name, out T? word)
        where T : struct, Enum
    {
        word = null;
        if (string.IsNullOrEmpty(said)) return null;
        if (Enum.TryParse<T>(said, ignoreCase: true, out var read) && Enum.IsDefined(read) && !char.IsDigit(said[0]))
        {
            word = read;
            return null;
        }

        return Problems.BadInput(name + ".unknown", $"{name} is one of {string.Join(", ", Enum.GetNames<T>().Select(one => char.ToLowerInvariant(one[0]) + one[1..]))}.");
    }

    /// <summary>Values as text, by their paths, as the reader may see them.</summary>
    public static Dictionary<string, string?> Of(ValueMap values, Personal sees) => values.Pairs.ToDictionary(pair => pair.Key, pair => pair.Value is null ? null : sees.Value(pair.Key, Values.Text(pair.Value)));
}
