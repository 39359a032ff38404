using System.Collections.Immutable;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Sync;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>Both records of a couple at one moment, each by a fresh request.</summary>
internal sealed record Scene(Change A, Change B)
{
    public Record On(Side side) => (side == Side.A ? A : B).Record!;

    public Change ChangeOn(Side side) => side == Side.A ? A : B;

    /// <summary>What both hold of a row.</summary>
    public ImmutableArray<SeenValue> Of(MappedRow row) => [Seen(Side.A, row.A.Path), Seen(Side.B, row.B.Path)];

    private SeenValue Seen(Side side, string path) => new(side, path, Text(On(side)[path]));

    /// <summary>A value for a person; null where there is none.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        Absent => "(not read)",
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ElementList list => $"[{list.Elements.Length}]",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
