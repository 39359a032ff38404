using System.Text;

namespace SesamTalk.Web.Api;

/// <summary>A file for a spreadsheet, written as it comes: with a byte order mark, and with nothing in it that a spreadsheet would run.</summary>
internal sealed class CsvFile : IAsyncDisposable
{
    private readonly StreamWriter _file;

    private CsvFile(Stream body) => _file = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);

    /// <summary>Begins the answer of a request as a file of this name.</summary>
    public static async Task<CsvFile> BeginAsync(HttpContext http, string name, IEnumerable<string> heads)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename={name}";
        var file = new CsvFile(http.Response.Body);
        await file.AddAsync(heads);
        return file;
    }

    /// <summary>One line.</summary>
    public Task AddAsync(IEnumerable<string> cells) => _file.WriteAsync(SafeCsv.Line(cells));

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
