using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SesamTalk.Web.Sandbox.Pms;

/// <summary>
/// The folder as the project system itself uses it. A file is replaced as a whole, and whoever replaces it holds the lock
/// beside it meanwhile (<c>.customers.csv.lock</c>), so that two programs do not undo each other's edits.
/// </summary>
internal sealed class PmsFolder(string folder)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Path => folder;

    /// <summary>Makes the folder with its files, and what fills them, where there is none yet. A start that is killed leaves no half folder.</summary>
    public void Make(Action<PmsFolder>? fill)
    {
        if (Directory.Exists(folder)) return;
        var growing = new PmsFolder(folder + ".new");
        if (Directory.Exists(growing.Path)) Directory.Delete(growing.Path, recursive: true);
        Directory.CreateDirectory(growing.Path);
        foreach (var file in PmsFiles.All) growing.Replace(file, []);
        fill?.Invoke(growing);
        Directory.Move(growing.Path, folder);
    }

    public List<JsonObject> Read(PmsFile file)
    {
        var text = File.ReadAllText(At(file));
        if (file == PmsFiles.Customers) return PmsCsv.Read(file, text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    /// <summary>Reads, changes and replaces a file while nobody else does.</summary>
    public T Change<T>(PmsFile file, Func<List<JsonObject>, T> change)
    {
        using var held = Hold(file);
        var records = Read(file);
        var answer = change(records);
        Replace(file, records);
        return answer;
    }

    private string At(PmsFile file) => System.IO.Path.Combine(folder, file.Name);

    private FileStream Hold(PmsFile file)
    {
        var until = Environment.TickCount64 + 10_000;
        while (true)
        {
            try
            {
                return new FileStream(System.IO.Path.Combine(folder, $".{file.Name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(folder) && Environment.TickCount64 < until)
            {
                Thread.Yield(); // SesamTalk is writing just now
            }
        }
    }

    private void Replace(PmsFile file, IEnumerable<JsonObject> records)
    {
        var isCsv = file == PmsFiles.Customers;
        var text = isCsv ? PmsCsv.Write(file, records) : string.Concat(records.Select(record => record.ToJsonString(Plain) + "\n"));
        var growing = System.IO.Path.Combine(folder, $".{file.Name}.growing");
        using (var stream = new FileStream(growing, FileMode.Create))
        {
            if (isCsv) stream.Write(Encoding.UTF8.Preamble);
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(growing, At(file), overwrite: true);
    }
}
