using System.Text;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>How a CSV file writes its values. JSON Lines needs none of it: UTF-8, and days and moments as ISO 8601 writes them.</summary>
internal sealed record CellFormats
{
    /// <summary>The encoding.</summary>
    public required Encoding Encoding { get; init; }

    /// <summary>What separates the columns.</summary>
    public required char Delimiter { get; init; }

    /// <summary>What separates the decimals: a point or a comma.</summary>
    public required string Decimal { get; init; }

    /// <summary>How days are written.</summary>
    public required string Date { get; init; }

    /// <summary>How moments are written; null for ISO 8601 in UTC.</summary>
    public required string? DateTime { get; init; }

    /// <summary>The zone of moments that say none.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>How yes is written.</summary>
    public required string Yes { get; init; }

    /// <summary>How no is written.</summary>
    public required string No { get; init; }
}
