using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SesamTalk.Engine.Conflicts;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Runs;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Storage.Rows;
using SesamTalk.Engine.Storage.Tables;
using Shouldly;

namespace SesamTalk.Tests.Conformance;

public abstract partial class StorageConformance
{
    [Fact]
    public async Task The_migrations_make_what_the_nouns_need()
    {
        await using var db = await Databases.CreateDbContextAsync();
        db.Database.HasPendingModelChanges().ShouldBeFalse("a noun or its table changed: add a migration for both databases");
        (await db.Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_prepared_commands_know_every_column_of_the_model()
    {
        await using var db = await Databases.CreateDbContextAsync();
        Columns<Link>(db.Model).ShouldBe(LinkRows.Shape.Columns.Select(column => column.Name), ignoreOrder: true);
        Columns<StoredBaseline>(db.Model).ShouldBe(BaselineRows.Shape.Columns.Select(column => column.Name), ignoreOrder: true);
        Columns<WriteEntry>(db.Model).ShouldBe(WriteRows.Shape.Columns.Select(column => column.Name), ignoreOrder: true);
        Columns<UnlinkedRecord>(db.Model).ShouldBe(UnlinkedRows.Shape.Columns.Select(column => column.Name), ignoreOrder: true);
        Columns<OpenConflict>(db.Model).ShouldBe(ConflictRows.Shape.Columns.Select(column => column.Name), ignoreOrder: true);
        Columns<HistoryEntry>(db.Model).ShouldBe(HistoryRows.Shape.Columns.Select(column => column.Name), ignoreOrder: true);
        Columns<StoredCursor>(db.Model).ShouldBe(CursorRows.Shape.Columns.Select(column => column.Name), ignoreOrder: true);
    }

    [Fact]
    public async Task A_link_that_is_saved_through_the_context_can_be_searched_for()
    {
        await using var db = await Databases.CreateDbContextAsync();
        var link = NewLink("1", "b-1", "Åse");
        db.Links.Add(link);
        await db.SaveChangesAsync();
        (await Memory.LinksAsync(Flow, Pair, Side.A, [link.A]))[link.A].ShouldBe(link);
        (await db.Links.Matching(db, "aase").CountAsync()).ShouldBe(1);
    }

    private static IEnumerable<string> Columns<T>(IModel model) => model.FindEntityType(typeof(T))!.GetProperties().Select(property => property.GetColumnName());
}
