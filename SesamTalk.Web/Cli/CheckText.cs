using System.Globalization;
using System.Text;
using SesamTalk.Engine.Connectors;

namespace SesamTalk.Web.Cli;

/// <summary>A connection test for a person and for a program.</summary>
internal static class CheckText
{
    public static VerbAnswer Answer(string what, CheckReport report)
    {
        var exit = report.IsFine ? ExitCode.Done : ExitCode.Failed;
        var json = VerbJson.Of(new
        {
            System = what,
            report.IsFine,
            Steps = report.Steps.Select(step => new { step.Name, step.IsFine, Message = step.Message.ToString(), Milliseconds = Math.Round(step.Took.TotalMilliseconds) }),
        });
        return new(exit, Of(report), json);
    }

    private static string Of(CheckReport report)
    {
        var text = new StringBuilder();
        var width = report.Steps.Max(step => step.Name.Length);
        foreach (var step in report.Steps)
            text.Append(CultureInfo.InvariantCulture, $"{(step.IsFine ? "ok    " : "FAILED")}  {step.Name.PadRight(width)}  {step.Message} ({step.Took.TotalMilliseconds:0} ms)").AppendLine();
        text.Append(report.IsFine ? "The system can be reached and read. Nothing was written." : "Nothing was written. Mend what failed first; a step after it may not have been tried.");
        return text.ToString();
    }
}
