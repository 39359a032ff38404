using System.Diagnostics;
using SesamTalk.Tests.Web.Cli;

namespace SesamTalk.Tests.Web.Nodes;

/// <summary>The program serving as one of several nodes, in a process of its own that can be killed.</summary>
internal sealed class NodeProcess : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(5);
    private readonly TempFolder _folder = new();
    private readonly Process _process;
    private readonly List<string> _said = [];
    private bool _isOver;

    private NodeProcess(string[] settings)
    {
        _process = Verb.Start(["serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--Demo=false", .. settings]);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>What it wrote so far, warnings and all.</summary>
    public string Said
    {
        get
        {
            lock (_said) return string.Join('\n', _said);
        }
    }

    /// <summary>Where it serves.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The memory that it has in use, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it has had of the processors.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public bool IsUp => !_process.HasExited;

    public static async Task<NodeProcess> StartAsync(params string[] settings)
    {
        var node = new NodeProcess(settings);
        var up = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        node._process.OutputDataReceived += (_, line) =>
        {
            node.Keep(line.Data);
            if (line.Data is null) up.TrySetException(new InvalidOperationException("The node ended: " + node.Said));
            else if (line.Data.Split("SesamTalk is at ") is [_, var where]) up.TrySetResult(where.Split(' ')[0]);
        };
        node._process.BeginOutputReadLine();
        try
        {
            node.Address = new Uri(await up.Task.WaitAsync(StartTime));
            return node;
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    /// <summary>As when the power goes.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Stops it as an update would; gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(StartTime);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        if (!_process.HasExited) Kill();
        _process.Dispose();
        _folder.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_said) _said.Add(line);
    }
}
