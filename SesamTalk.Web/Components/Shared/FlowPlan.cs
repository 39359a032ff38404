using System.Globalization;

namespace SesamTalk.Web.Components.Shared;

/// <summary>Where the boxes and lines of a map lie: the system with the most dataflows in the middle, the others to its left and right. Pure.</summary>
public sealed class FlowPlan
{
    /// <summary>The drawing's width.</summary>
    public const int Width = 960;

    /// <summary>The size of a system's box.</summary>
    public const int BoxWidth = 190, BoxHeight = 44;

    // What is said of two neighbouring lines stands half a row apart, and must not touch.
    private const int RowHeight = 112, Top = 20;

    private readonly Dictionary<string, (int X, int Y)> _centres = [];

    /// <summary>Lays out the systems of these dataflows.</summary>
    public FlowPlan(IReadOnlyList<FlowEdge> edges)
    {
        var ends = edges.SelectMany(edge => new[] { (Key: edge.KeyA, Name: edge.A), (Key: edge.KeyB, Name: edge.B) }).ToList();
        var systems = ends.DistinctBy(end => end.Key).ToList();
        Boxes = systems;
        if (systems.Count == 0) return;
        var hub = ends.GroupBy(end => end.Key).OrderByDescending(group => group.Count()).First().Key;
        var others = systems.Where(system => system.Key != hub).ToList();
        var left = (others.Count + 1) / 2;
        Height = Math.Max(1, left) * RowHeight + Top;
        _centres[hub] = (Width / 2, Height / 2);
        for (var i = 0; i < others.Count; i++)
        {
            var (isLeft, row, rows) = i < left ? (true, i, left) : (false, i - left, others.Count - left);
            _centres[others[i].Key] = (isLeft ? BoxWidth / 2 + 4 : Width - BoxWidth / 2 - 4, (int)((row + 0.5) * Height / rows));
        }
    }

    /// <summary>The systems, each once.</summary>
    public IReadOnlyList<(string Key, string Name)> Boxes { get; }

    /// <summary>The drawing's height.</summary>
    public int Height { get; } = RowHeight;

    /// <summary>The middle of a system's box.</summary>
    public (int X, int Y) Centre(string key) => _centres[key];

    /// <summary>The middle of a dataflow's line, where what is said of it stands.</summary>
    public (int X, int Y) Middle(FlowEdge edge)
    {
        var (a, b) = (Centre(edge.KeyA), Centre(edge.KeyB));
        return ((a.X + b.X) / 2, (a.Y + b.Y) / 2);
    }

    /// <summary>How wide a line is for so many writes: from 2 to 7, ten times as many is one more.</summary>
    public static string LineWidth(int written) => Math.Min(7, 2 + Math.Log10(1 + written)).ToString("0.0", CultureInfo.InvariantCulture);
}
