using System.Text.RegularExpressions;

namespace SesamTalk.Engine.Simulation.Failures;

/// <summary>Puts a line of a trace into words; null for one that says nothing to a person.</summary>
internal static partial class Told
{
    /// <summary>The line in words.</summary>
    public static string? Of(string line)
    {
        if (Call().Match(line) is not { Success: true } call) return line.StartsWith("user ", StringComparison.Ordinal) ? $"somebody {line[5..]}" : line;
        var (system, what) = (call.Groups["system"].Value, call.Groups["what"].Value.TrimEnd());
        return (call.Groups["moment"].Value, what.Split(' ')[0]) switch
        {
            (nameof(Moment.BeforeRead), "find") => $"  searches {system}: {what[5..]}",
            (nameof(Moment.BeforeRead), _) => null,
            (nameof(Moment.AfterRead), _) => $"  sees {system}: {what}",
            (nameof(Moment.BeforeWrite), _) => $"  writes {system}: {what}",
            (nameof(Moment.AfterWrite), _) => $"  {system} answers: {what}",
            _ => null,
        };
    }

    /// <summary>Whether it is an event of its own: an act of people, a run, or something that befell the process.</summary>
    public static bool IsEvent(string line) => !Call().IsMatch(line) && !RunEnd().IsMatch(line);

    /// <summary>The number of the run that the line begins; null where it begins none.</summary>
    public static int? Begins(string line) => RunBegin().Match(line) is { Success: true } run ? int.Parse(run.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>The number of the run that the line ends; null where it ends none.</summary>
    public static int? Ends(string line) => RunEnd().Match(line) is { Success: true } run ? int.Parse(run.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?<system>.*?) (?<moment>BeforeRead|AfterRead|BeforeWrite|AfterWrite|BeforeCommit|AfterCommit) (?<what>.*)$")]
    private static partial Regex Call();

    [GeneratedRegex(@"^run (\d+) of ")]
    private static partial Regex RunBegin();

    [GeneratedRegex(@"^run (\d+) (ended|did not end)")]
    private static partial Regex RunEnd();
}
