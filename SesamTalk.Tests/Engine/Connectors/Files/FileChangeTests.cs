using SesamTalk.Engine.Connectors;
using SesamTalk.Engine.Records;
using Shouldly;

namespace SesamTalk.Tests.Engine.Connectors.Files;

/// <summary>Changes by content: what differs is an edit, what is missing from a whole file is a deletion, and a part of a file tells nothing.</summary>
public sealed class FileChangeTests
{
    private static string Rows(int count, string city = "Bodø") => "id,city\n" + string.Concat(Enumerable.Range(1, count).Select(n => $"{n},{city}\n"));

    [Fact]
    public async Task Edits_additions_and_deletions_come_with_the_next_read_and_only_once()
    {
        await using var folder = FileFolder.With("t.csv", Rows(12));
        var (all, cursor) = await folder.ReadAsync();
        all.Count.ShouldBe(12);
        await File.WriteAllTextAsync(folder.File, Rows(12).Replace("\n3,Bodø", "\n3,Alta").Replace("\n5,Bodø", "") + "13,Vardø\n");

        var (changes, next) = await folder.ReadAsync(cursor);

        changes.Select(change => $"{change.Kind} {change.Id}").ShouldBe(["Upsert 3", "Upsert 13", "Deletion 5"]);
        (await folder.ReadAsync(next)).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_that_we_made_and_somebody_deleted_before_the_next_read_is_told_once()
    {
        await using var folder = FileFolder.With("t.csv", Rows(12));
        var (_, cursor) = await folder.ReadAsync();
        var made = (await folder.WriteAsync(WriteKind.Create, null, new KeyValuePair<string, object?>("city", "Alta"))).Value.ShouldNotBeNull();
        await File.WriteAllTextAsync(folder.File, Rows(12));

        var (changes, next) = await folder.ReadAsync(cursor);

        changes.Select(change => $"{change.Kind} {change.Id}").ShouldBe([$"Deletion {made.Id}"]);
        var (again, last) = await folder.ReadAsync(next);
        again.ShouldBeEmpty();
        last.ShouldBe(next);
    }

    [Fact]
    public async Task Another_order_of_the_lines_is_no_news()
    {
        await using var folder = FileFolder.With("t.csv", Rows(12));
        var (_, cursor) = await folder.ReadAsync();
        var lines = Rows(12).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await File.WriteAllTextAsync(folder.File, lines[0] + "\n" + string.Join('\n', lines.Skip(1).Reverse()) + "\n");

        var (changes, next) = await folder.ReadAsync(cursor);

        changes.ShouldBeEmpty();
        next.ShouldBe(cursor);
    }

    [Theory]
    [InlineData(0, "suddenly empty")]
    [InlineData(4, "half written")]
    public async Task A_file_that_is_suddenly_short_deletes_nothing(int left, string why)
    {
        await using var folder = FileFolder.With("t.csv", Rows(12));
        var (_, cursor) = await folder.ReadAsync();
        await File.WriteAllTextAsync(folder.File, Rows(left));

        (await folder.TryReadAsync(cursor)).Error.ShouldBeOfType<ConnectorError.Unreachable>(why).Message.ShouldContain("nothing for deleted");

        await File.WriteAllTextAsync(folder.File, Rows(12));
        (await folder.ReadAsync(cursor)).Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.jsonl")]
    public async Task A_file_that_is_missing_deletes_nothing(string name)
    {
        await using var folder = FileFolder.With(name, name == "t.csv" ? Rows(3) : "{\"id\":\"1\"}\n");
        var (all, cursor) = await folder.ReadAsync();
        File.Move(folder.File, folder.File + ".away");

        (await folder.TryReadAsync(cursor)).Error.ShouldBeOfType<ConnectorError.Unreachable>();
        (await folder.TryReadAsync()).Error.ShouldBeOfType<ConnectorError.Unreachable>();
        (await folder.Connector.ReadAsync(FileFolder.Entity, all[0].Id, default)).Error.ShouldBeOfType<ConnectorError.Unreachable>("a look-up must not say that the record is gone");

        File.Move(folder.File + ".away", folder.File);
        (await folder.ReadAsync(cursor)).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_csv_file_without_even_its_header_tells_nothing()
    {
        await using var folder = FileFolder.With("t.csv", Rows(3));
        var (_, cursor) = await folder.ReadAsync();
        await File.WriteAllTextAsync(folder.File, "");

        (await folder.TryReadAsync(cursor)).Error.ShouldBeOfType<ConnectorError.Unreachable>();
        (await folder.TryReadAsync()).Error.ShouldBeOfType<ConnectorError.Unreachable>();
    }

    [Fact]
    public async Task A_last_line_that_is_not_finished_counts_once_the_file_is_at_rest()
    {
        await using var folder = FileFolder.With("t.csv", "id,city\n1,Bodø\n2,Trom");

        (await folder.TryReadAsync()).Error.ShouldBeOfType<ConnectorError.Unreachable>().Message.ShouldContain("not finished");
        (await folder.Connector.ReadAsync(FileFolder.Entity, new RecordId("3"), default)).Error.ShouldBeOfType<ConnectorError.Unreachable>();

        File.SetLastWriteTimeUtc(folder.File, DateTime.UtcNow.AddMinutes(-2));
        (await folder.ReadAsync()).Changes.Count.ShouldBe(2);
        (await folder.WriteAsync(WriteKind.Create, null, new KeyValuePair<string, object?>("city", "Alta"))).Error.ShouldBeNull();
        folder.Text().ShouldStartWith("id,city\n1,Bodø\n2,Trom\n");
    }

    [Fact]
    public async Task A_file_that_is_written_to_while_it_is_read_is_read_again_next_time()
    {
        await using var folder = FileFolder.With("t.csv", Rows(12));
        var pages = folder.Connector.ReadChangesAsync(FileFolder.Entity, null, default).GetAsyncEnumerator();
        (await pages.MoveNextAsync()).ShouldBeTrue();
        await File.AppendAllTextAsync(folder.File, "13,Alta\n");

        ConnectorError? error = null;
        while (await pages.MoveNextAsync()) error = pages.Current.Error;

        error.ShouldBeOfType<ConnectorError.Unreachable>().Message.ShouldContain("while it was read");
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_read_is_read_to_its_own_end()
    {
        await using var folder = FileFolder.With("t.csv", Rows(12));
        var pages = folder.Connector.ReadChangesAsync(FileFolder.Entity, null, default).GetAsyncEnumerator();
        (await pages.MoveNextAsync()).ShouldBeTrue();
        await File.WriteAllTextAsync(folder.File + ".new", Rows(2, "Alta"));
        File.Move(folder.File + ".new", folder.File, overwrite: true);

        var (count, cursor) = (pages.Current.Value!.Changes.Count, (string?)null);
        while (await pages.MoveNextAsync()) (count, cursor) = (count + pages.Current.Value!.Changes.Count, pages.Current.Value.Cursor);

        count.ShouldBe(12);
        (await folder.TryReadAsync(cursor)).Error.ShouldBeOfType<ConnectorError.Unreachable>("ten of twelve are gone at once");
    }

    [Fact]
    public async Task Above_what_a_cursor_holds_every_read_is_a_full_one()
    {
        await using var folder = FileFolder.With("t.csv", Rows(50_001, ""), "", ("pageSize", "10000"));

        var (all, cursor) = await folder.ReadAsync();

        all.Count.ShouldBe(50_001);
        cursor.ShouldBeNull();
    }
}
