using SesamTalk.Engine.Runs;
using Spectre.Console;

namespace SesamTalk.Web.Cli;

/// <summary>A run's progress as a bar on a terminal; nothing where output or errors are piped.</summary>
internal static class RunBar
{
    public static Task<Run> FollowAsync(string dataflowId, Func<IProgress<RunProgress>?, Task<Run>> run)
    {
        if (Console.IsOutputRedirected || Console.IsErrorRedirected) return run(null);
        // On standard error: standard output is for the answer.
        return FollowAsync(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }), dataflowId, run);
    }

    public static Task<Run> FollowAsync(IAnsiConsole console, string dataflowId, Func<IProgress<RunProgress>, Task<Run>> run) => console.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
        .StartAsync(context => run(new Bar(context.AddTask(Markup.Escape(dataflowId)), dataflowId)));

    public static string Words(RunProgress progress) => progress.Step switch
    {
        RunStep.Queued => "waiting for its turn",
        RunStep.Recovering => "settling what an earlier run left open",
        RunStep.Reading => $"reading {progress.Pair} {progress.Done}",
        RunStep.Matching => $"matching {progress.Pair}",
        RunStep.Planning => $"planning {progress.Pair}",
        RunStep.Writing => $"writing {progress.Pair} {progress.Done}{(progress.Total is { } total ? $" of {total}" : "")}",
        RunStep.Ended => RunText.Words(progress.Outcome),
    };

    private sealed class Bar(ProgressTask task, string dataflowId) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            task.Description = Markup.Escape($"{dataflowId}: {Words(value)}");
            task.IsIndeterminate = value.Total is null;
            if (value.Total is { } total) (task.MaxValue, task.Value) = (Math.Max(total, 1), value.Done);
        }
    }
}
