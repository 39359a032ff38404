using SesamTalk.Engine.Mapping;
using SesamTalk.Engine.Records;
using Shouldly;
using Xunit;

namespace SesamTalk.Tests.Engine.Mapping;

public sealed class RowGroupsTests
{
    [Theory]
    [InlineData("a>x b>y", "a>x | b>y")]
    [InlineData("CustomerId>customer Contact>customer Currency>currency", "CustomerId>customer Contact>customer | Currency>currency")]
    [InlineData("mail>email mail>login", "mail>email mail>login")]
    [InlineData("a>x b>y b>x", "a>x b>y b>x")]
    [InlineData("a>x c>z b>x b>z", "a>x c>z b>x b>z")]
    [InlineData("id>id name>id", "name>id")]
    [InlineData("", "")]
    public void Rows_that_share_a_path_on_a_side_are_one_group(string rows, string groups)
    {
        var read = Read(rows);

        string.Join(" | ", RowGroups.Of([.. read]).Select(g => string.Join(" ", g.Rows.Select(row => $"{read[row].A.Path}>{read[row].B.Path}")))).ShouldBe(groups);
    }

    [Fact]
    public void A_group_is_called_by_its_first_row_and_knows_its_paths()
    {
        var group = RowGroups.Of([.. Read("CustomerId>customer Contact>customer")]).ShouldHaveSingleItem();

        group.Key.ShouldBe("customerid~customer");
        group.PathsA.ShouldBe(["CustomerId", "Contact"]);
        group.PathsOn(Side.B).ShouldBe(["customer"]);
    }

    private static List<MappedRow> Read(string rows) => [.. rows.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(row => row.Split('>')).Select(p => new MappedRow(new PropertyRule { Id = PropertyRule.IdOf(p[0], p[1]), A = p[0], B = p[1] }, Property(p[0]), Property(p[1])))];

    private static SchemaProperty Property(string path) => new(path, PropertyType.Text) { IsKey = path == "id" };
}
