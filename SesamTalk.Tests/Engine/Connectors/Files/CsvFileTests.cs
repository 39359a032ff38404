using System.Text;
using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Files;

/// <summary>CSV files as programs really write them: what is read, what is left as it stands, and what is refused by file and line.</summary>
public sealed class CsvFileTests
{
    [Fact]
    public async Task Only_the_edited_cells_change_and_everything_else_keeps_its_bytes()
    {
        await using var folder = FileFolder.With("t.csv", "\uFEFF\"id\";name;note\r\n\"01\"; Fjord  ;\"a \"\"b\"\"\r\nand ; c\"\r\n02;3/4\" rør;plain\r\n", "", ("delimiter", ";"));

        (await folder.WriteAsync(WriteKind.Update, "02", new KeyValuePair<string, object?>("note", "x;y"))).Error.ShouldBeNull();

        folder.Text().ShouldBe("id;name;note\r\n\"01\"; Fjord  ;\"a \"\"b\"\"\r\nand ; c\"\r\n02;3/4\" rør;\"x;y\"\r\n");
        (await File.ReadAllBytesAsync(folder.File))[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        (await folder.OneAsync("01"))!["note"].ShouldBe("a \"b\"\r\nand ; c");
        (await folder.OneAsync("01"))!["name"].ShouldBe(" Fjord  ");
        (await folder.OneAsync("02"))!["name"].ShouldBe("3/4\" rør");
    }

    [Fact]
    public async Task An_empty_cell_is_null_and_an_empty_text_stands_in_quotes()
    {
        await using var folder = FileFolder.With("t.csv", "id,name,note\n1,,\"\"\n");

        var record = (await folder.OneAsync("1"))!;
        record["name"].ShouldBeNull();
        record["note"].ShouldBe("");
        await folder.WriteAsync(WriteKind.Update, "1", new("name", ""), new("note", null));

        folder.Text().ShouldBe("id,name,note\n1,\"\",\n");
    }

    [Theory]
    [InlineData("windows-1252", "Bø æøå €")]
    [InlineData("iso-8859-1", "Bø æøå")]
    [InlineData("utf-8", "Bø æøå 🦊")]
    [InlineData("utf-16", "Bø æøå 🦊")]
    public async Task A_file_keeps_its_encoding(string name, string text)
    {
        CodePagesEncodingProvider.Instance.GetEncoding(1252).ShouldNotBeNull();
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] mark = name == "utf-16" ? encoding.GetPreamble() : [];
        await using var folder = FileFolder.With("t.csv", [.. mark, .. encoding.GetBytes($"id\tname\tnote\r\n1\t{text}\tx\r\n")], "", ("delimiter", "tab"), ("encoding", name));

        (await folder.OneAsync("1"))!["name"].ShouldBe(text);
        (await folder.WriteAsync(WriteKind.Update, "1", new KeyValuePair<string, object?>("note", text))).Error.ShouldBeNull();

        (await File.ReadAllBytesAsync(folder.File)).ShouldBe([.. mark, .. encoding.GetBytes($"id\tname\tnote\r\n1\t{text}\t{text}\r\n")]);
    }

    [Fact]
    public async Task A_character_that_the_encoding_lacks_is_refused_by_name_and_nothing_is_written()
    {
        await using var folder = FileFolder.With("t.csv", "id,name\n1,a\n", "", ("encoding", "windows-1252"));

        var refused = (await folder.WriteAsync(WriteKind.Update, "1", new KeyValuePair<string, object?>("name", "🦊"))).Error.ShouldBeOfType<ConnectorError.Rejected>();

        refused.Properties.ShouldHaveSingleItem().Path.ShouldBe("name");
        folder.Text().ShouldBe("id,name\n1,a\n");
    }

    [Fact]
    public async Task Columns_are_found_by_their_names_and_dots_make_nested_paths()
    {
        await using var folder = FileFolder.With("t.csv", "address.city,id\nBodø,7\n");
        var (before, cursor) = await folder.ReadAsync();
        await File.WriteAllTextAsync(folder.File, "id,address.city\n7,Bodø\n");

        before.ShouldHaveSingleItem().Record!["address.city"].ShouldBe("Bodø");
        (await folder.ReadAsync(cursor)).Changes.ShouldBeEmpty();
        await folder.WriteAsync(WriteKind.Update, "7", new KeyValuePair<string, object?>("address.city", "Alta"));
        folder.Text().ShouldBe("id,address.city\n7,Alta\n");
    }

    [Theory]
    [InlineData("id,name\n1,a\n2,b,c\n", "line 3", "3 fields")]
    [InlineData("id,name\n1,a\n2\n", "line 3", "1 field")]
    [InlineData("id,name\n1,\"a\n2,b\n", "line 2", "quoted")]
    [InlineData("id,name\n1,\"a\"b\n", "line 2", "quoted")]
    [InlineData("id,name\n,a\n", "line 2", "id is empty")]
    [InlineData("id,name\n1,a\n1,b\n", "two records", "1")]
    [InlineData("id,id\n1,a\n", "line 1", "id")]
    [InlineData("id,\n1,a\n", "line 1", "name")]
    public async Task What_cannot_be_read_is_named_by_file_and_line(string content, string where, string what)
    {
        await using var folder = FileFolder.With("t.csv", content);

        var message = ((await folder.TryReadAsync()).Error ?? (await folder.Connector.DescribeAsync(default)).Error).ShouldBeOfType<ConnectorError.Garbled>().Message;

        message.ShouldStartWith("t.csv");
        message.ShouldContain(where);
        message.ShouldContain(what);
    }

    [Theory]
    [InlineData("integer", "secret12")]
    [InlineData("decimal", "secret,5")]
    [InlineData("boolean", "secret")]
    [InlineData("date", "secret-31")]
    [InlineData("datetime", "secret")]
    public async Task A_cell_of_another_kind_is_named_and_its_value_is_not(string type, string value)
    {
        await using var folder = FileFolder.With("t.csv", $"id,n\n1,\n2,\"{value}\"\n", $"  fields: [{{ name: n, type: {type} }}]");

        var message = (await folder.TryReadAsync()).Error.ShouldBeOfType<ConnectorError.Garbled>().Message;

        message.ShouldContain("t.csv, line 3: n should be");
        message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_of_the_encoding_are_garbled()
    {
        await using var folder = FileFolder.With("t.csv", [.. "id,name\n1,"u8, 0xE6, 0xF8, .. "\n"u8]);

        (await folder.TryReadAsync()).Error.ShouldBeOfType<ConnectorError.Garbled>().Message.ShouldContain("t.csv, line 2: name is not written in utf-8");
    }

    [Fact]
    public async Task A_moment_without_a_zone_is_taken_in_the_zone_that_is_set()
    {
        await using var folder = FileFolder.With("t.csv", "id,at\n1,24.12.2024 18:30:00\n2,24.06.2024 18:30:00\n", "  fields: [{ name: at, type: datetime }]", ("dateTime", "dd.MM.yyyy HH:mm:ss"), ("timeZone", "Europe/Oslo"));

        (await folder.OneAsync("1"))!["at"].ShouldBe(new DateTimeOffset(2024, 12, 24, 17, 30, 0, TimeSpan.Zero));
        (await folder.OneAsync("2"))!["at"].ShouldBe(new DateTimeOffset(2024, 6, 24, 16, 30, 0, TimeSpan.Zero));
        await folder.WriteAsync(WriteKind.Update, "1", new KeyValuePair<string, object?>("at", new DateTimeOffset(2025, 7, 1, 10, 0, 0, TimeSpan.Zero)));
        folder.Text().ShouldContain("1,01.07.2025 12:00:00");
    }

    [Fact]
    public async Task A_formula_is_carried_as_the_text_that_it_is()
    {
        await using var folder = FileFolder.With("t.csv", "id,name\n1,a\n");
        await folder.WriteAsync(WriteKind.Update, "1", new KeyValuePair<string, object?>("name", "=1+1"));
        (await folder.OneAsync("1"))!["name"].ShouldBe("=1+1");
    }
}
