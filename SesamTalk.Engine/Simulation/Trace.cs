using System.Globalization;
using System.Text;

namespace SesamTalk.Engine.Simulation;

/// <summary>Everything that happened in a simulation, in order, and a hash of it: the same seed gives the same.</summary>
internal sealed class Trace(TimeProvider clock)
{
    private readonly List<string> _lines = [];
    private readonly List<(DateTimeOffset At, string What)> _entries = [];
    private ulong _hash = 14695981039346656037UL;

    /// <summary>What happened, line by line.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>What happened, with its time by the right clock.</summary>
    public IReadOnlyList<(DateTimeOffset At, string What)> Entries => _entries;

    /// <summary>The hash of all lines.</summary>
    public string Hash => _hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Notes something.</summary>
    public void Add(string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():HH:mm:ss.fff} {what}");
        _lines.Add(line);
        _entries.Add((clock.GetUtcNow(), what));
        foreach (var b in Encoding.UTF8.GetBytes(line)) _hash = (_hash ^ b) * 1099511628211UL;
    }
}
