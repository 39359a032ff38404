using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SesamTalk.Engine.Checklists;

/// <summary>The hash of a round as it is signed: of its lines, of every result ever given, and of every piece of evidence. Another hash means that something was changed.</summary>
public static class RoundHash
{
    /// <summary>The hash, as lower case hexadecimal of SHA-256. Pure.</summary>
    /// <param name="round">The round, with who signs, when and what was said.</param>
    /// <param name="lines">Its lines, in any order.</param>
    /// <param name="results">All its results.</param>
    /// <param name="evidence">All its evidence.</param>
    public static string Of(Round round, IEnumerable<RoundLine> lines, IEnumerable<LineResult> results, IEnumerable<Evidence> evidence)
    {
        var text = new StringBuilder();
        Add("round", round.Id, round.Name, round.Environment, round.Scope, string.Join(',', round.Dataflows), round.MadeAt, round.MadeBy, round.ConsentBy, round.SignedBy, round.SignedAt, round.Statement);
        foreach (var line in lines.OrderBy(line => line.Ordinal)) Add("line", line.Ordinal, line.Id, line.A, line.B, line.Document, line.DocumentLine, line.Version, line.Mark);
        foreach (var result in results.OrderBy(result => result.Number)) Add("result", result.Number, result.LineId, result.Verdict, result.By, result.At, result.IsMachine, result.Note, result.Mark, result.Version, result.RunId);
        foreach (var piece in evidence.OrderBy(piece => piece.Id)) Add("evidence", piece.Id, piece.LineId, piece.Name, piece.Alt, piece.MediaType, Convert.ToHexStringLower(SHA256.HashData(piece.Content)), piece.By, piece.At);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void Add(params ReadOnlySpan<object?> parts)
        {
            foreach (var part in parts) text.Append(part is DateTimeOffset at ? at.UtcTicks.ToString(CultureInfo.InvariantCulture) : Convert.ToString(part, CultureInfo.InvariantCulture)?.Replace("\u001f", "", StringComparison.Ordinal)).Append('\u001f');
            text.Append('\n');
        }
    }
}
