using System.Diagnostics;

namespace SesamTalk.Tests.Web.Cli;

/// <summary>The program as a process of its own, the way a person or a script runs it.</summary>
internal sealed record Verb(int Exit, string Output, string Error)
{
    public static Task<Verb> RunAsync(params string[] args) => RunAsync(TimeSpan.FromMinutes(3), args);

    public static async Task<Verb> RunAsync(TimeSpan patience, params string[] args)
    {
        using var process = Start(args);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(patience);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        return new(process.ExitCode, await output, await error);
    }

    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SesamTalk.Web.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_NOLOGO"] = "1";
        return Process.Start(start)!;
    }
}
