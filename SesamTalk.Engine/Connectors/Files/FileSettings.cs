using System.Globalization;
using System.Text;
using SesamTalk.Engine.Connectors.Wire;

namespace SesamTalk.Engine.Connectors.Files;

/// <summary>A folder and its entities.</summary>
/// <param name="Folder">The folder, as a whole path.</param>
/// <param name="Entities">The entities with the formats of their files.</param>
/// <param name="PageSize">Records in a page.</param>
/// <param name="WaitForLock">How long a write waits for another program that holds the file.</param>
/// <param name="MayVanish">The share of the known records that may be gone at once before a file is taken for half written, 0 to 1.</param>
internal sealed record FileSettings(string Folder, IReadOnlyList<(FileDeclaration Declared, CellFormats Formats)> Entities, int PageSize, TimeSpan WaitForLock, double MayVanish)
{
    /// <summary>
    /// The settings of a system: <c>folder</c>, the YAML or JSON list <c>entities</c>, and for all files that do not say otherwise
    /// <c>encoding</c>, <c>delimiter</c>, <c>decimal</c>, <c>date</c>, <c>dateTime</c>, <c>timeZone</c>, <c>yes</c>, <c>no</c>; beside them
    /// <c>pageSize</c>, <c>lockSeconds</c> and <c>mayVanish</c>.
    /// </summary>
    public static FileSettings Of(ConnectedSystem system, ISecretProtector secrets)
    {
        var read = new SettingReader(system, secrets);
        var folder = read.Text("folder");
        if (!Path.IsPathFullyQualified(folder)) throw read.Wrong("folder", "it must be a whole path, from the root on");
        IReadOnlyList<FileDeclaration> declared;
        try
        {
            declared = FileDeclaration.Read(read.Text("entities"));
            foreach (var one in declared) _ = FilePlace.Below(folder, one.File);
        }
        catch (FormatException wrong)
        {
            throw read.Wrong("entities", UnfitException.WhyOf(wrong));
        }

        return new(folder, [.. declared.Select(one => (one, FormatsOf(read, one)))], (int)read.Number("pageSize", 500, 1, 10_000),
            TimeSpan.FromSeconds(read.Number("lockSeconds", 10, 0, 600)), read.Number("mayVanish", 0.5, 0, 1));
    }

    private static CellFormats FormatsOf(SettingReader read, FileDeclaration one) => new()
    {
        Encoding = EncodingOf(read, one.Encoding ?? read.Text("encoding", "utf-8")),
        Delimiter = DelimiterOf(read, one.Delimiter ?? read.Text("delimiter", ",")),
        Decimal = PointOf(read, one.Decimal ?? read.Text("decimal", ".")),
        Date = DateOf(read, "date", one.Date ?? read.Text("date", "yyyy-MM-dd")),
        DateTime = (one.DateTime ?? read.Text("dateTime", "")) is { Length: > 0 } moment ? DateOf(read, "dateTime", moment) : null,
        Zone = ZoneOf(read, one.TimeZone ?? read.Text("timeZone", "UTC")),
        Yes = one.Yes ?? read.Text("yes", "true"),
        No = one.No ?? read.Text("no", "false"),
    };

    private static Encoding EncodingOf(SettingReader read, string name)
    {
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? throw read.Wrong("encoding", "it must be the name of one, for example utf-8, windows-1252 or iso-8859-1");
        }
    }

    private static string PointOf(SettingReader read, string point) => point is "." or "," ? point : throw read.Wrong("decimal", "it must be a point or a comma");

    private static char DelimiterOf(SettingReader read, string text) => text switch
    {
        "tab" or "\\t" => '\t',
        [var one] when char.IsAscii(one) && !char.IsLetterOrDigit(one) && one is not ('"' or '\r' or '\n') => one,
        _ => throw read.Wrong("delimiter", "it must be one character such as a comma or semicolon, or the word tab"),
    };

    private static string DateOf(SettingReader read, string name, string format)
    {
        try
        {
            var day = new DateTime(2024, 12, 31, 23, 58, 59);
            var written = day.ToString(format, CultureInfo.InvariantCulture);
            if (DateTime.TryParseExact(written, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var back) && back.Date == day.Date) return format;
        }
        catch (FormatException)
        {
            // said below
        }

        throw read.Wrong(name, "it must say day, month and year, for example dd.MM.yyyy");
    }

    private static TimeZoneInfo ZoneOf(SettingReader read, string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw read.Wrong("timeZone", "it must be the name of one, for example Europe/Oslo");
}
