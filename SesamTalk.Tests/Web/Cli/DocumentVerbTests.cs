using System.CommandLine;
using System.Text.Json;
using SesamTalk.Tests.House;
using SesamTalk.Web.Cli;
using Shouldly;

namespace SesamTalk.Tests.Web.Cli;

public sealed class DocumentVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sesamtalk");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Read_gives_one_object_per_document_and_line()
    {
        (await RunAsync("read", Sample("every"), Sample("crlf"), "--json")).ShouldBe(0);
        var lines = _output.ToString().TrimEnd().Split('\n');
        lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("file").GetString()).ShouldBe(["every.rst", "crlf.rst"]);
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_says_it_in_words_without_json()
    {
        (await RunAsync("read", Sample("before-creation-two"))).ShouldBe(0);
        _output.ToString().ShouldContain("Larkbooks Client -> Moss Desk Person: linked records, created on demand, 1 merge key, 1 property");
    }

    [Fact]
    public async Task A_warning_goes_to_the_error_stream_and_is_no_failure()
    {
        (await RunAsync("read", Sample("types-damaged"), "--json")).ShouldBe(0);
        _error.ToString().ShouldContain("types-damaged.rst:28: warning: ");
        _output.ToString().ShouldNotContain("warning");
    }

    [Fact]
    public async Task A_bad_file_is_named_with_its_line_and_the_others_are_read()
    {
        var letter = Path.Combine(_folder.FullName, "letter.txt");
        File.WriteAllText(letter, "Dear all,\n");
        (await RunAsync("read", letter, Sample("every"), Path.Combine(_folder.FullName, "none.rst"), _folder.FullName, "--json")).ShouldBe(2);
        _output.ToString().TrimEnd().Split('\n').Length.ShouldBe(1);
        _error.ToString().ShouldContain($"{letter}:1: error: This is not a dataflow document");
        _error.ToString().ShouldContain("none.rst:1: error: The file cannot be read: there is no such file.");
    }

    [Theory, InlineData("truncated-table"), InlineData("wrong-table-header"), InlineData("directive"), InlineData("sections-cut")]
    public async Task A_broken_document_is_bad_input_and_still_shown(string sample)
    {
        (await RunAsync("read", Sample(sample), "--json")).ShouldBe(2);
        _error.ToString().ShouldContain(": error: ");
        _output.ToString().ShouldContain("\"anomalies\":[\"line ");
    }

    [Fact]
    public async Task Write_gives_the_same_bytes()
    {
        (await RunAsync("write", Sample("crlf"), Sample("byte-order-mark"), "--out", Path.Combine(_folder.FullName, "new"))).ShouldBe(0);
        foreach (var name in new[] { "crlf.rst", "byte-order-mark.rst" })
            File.ReadAllBytes(Path.Combine(_folder.FullName, "new", name)).ShouldBe(File.ReadAllBytes(Sample(Path.GetFileNameWithoutExtension(name))));
    }

    [Fact]
    public async Task Write_never_writes_over_the_document_or_over_another_just_written()
    {
        var own = Path.Combine(_folder.FullName, "every.rst");
        File.Copy(Sample("every"), own);
        (await RunAsync("write", own, "--out", _folder.FullName)).ShouldBe(2);
        (await RunAsync("write", own, Sample("every"), "--out", Path.Combine(_folder.FullName, "new"))).ShouldBe(2);
        _error.ToString().ShouldContain("the folder is the document's own");
        _error.ToString().ShouldContain("of the same file name");
    }

    [Fact]
    public async Task Wrong_usage_is_bad_input() => (await TalkCommand.RunAsync(["document", "read"], TestDoors.Shut, _output, _error)).ShouldBe(2);

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Sample(string name) => Path.Combine(SourceFile.Top, "SesamTalk.Tests", "Documents", name + ".rst");

    private Task<int> RunAsync(params string[] args) =>
        DocumentVerb.Build().Parse(args).InvokeAsync(new InvocationConfiguration { Output = _output, Error = _error }, TestContext.Current.CancellationToken);
}
