namespace SesamTalk.Engine.Storage.Rows;

/// <summary>A name, who wants it or has it, until when, and the present moment.</summary>
internal sealed record LeaseWish(string Name, string Holder, long Until, long Now);

internal static class LeaseRows
{
    /// <summary>Takes a free name, or lengthens what the holder already has; changes nothing while somebody else holds it.</summary>
    public const string Take = """
        INSERT INTO "Leases" ("Name", "Holder", "Until") VALUES (@Name, @Holder, @Until)
        ON CONFLICT ("Name") DO UPDATE SET "Holder" = excluded."Holder", "Until" = excluded."Until"
        WHERE "Leases"."Until" <= @Now OR "Leases"."Holder" = excluded."Holder"
        """;

    /// <summary>Lengthens what the holder has.</summary>
    public const string Renew = """UPDATE "Leases" SET "Until" = @Until WHERE "Name" = @Name AND "Holder" = @Holder""";

    /// <summary>Gives free what the holder has.</summary>
    public const string Release = """DELETE FROM "Leases" WHERE "Name" = @Name AND "Holder" = @Holder""";

    public static readonly TableShape<LeaseWish> Taking = new("Leases", ["Name"], [Column.Text("Name"), Column.Text("Holder"), Column.Moment("Until"), Column.Moment("Now")],
        (wish, row) => (row[0], row[1], row[2], row[3]) = (wish.Name, wish.Holder, wish.Until, wish.Now));

    public static readonly TableShape<LeaseWish> Renewing = new("Leases", ["Name"], [Column.Text("Name"), Column.Text("Holder"), Column.Moment("Until")],
        (wish, row) => (row[0], row[1], row[2]) = (wish.Name, wish.Holder, wish.Until));

    public static readonly TableShape<LeaseWish> Releasing = new("Leases", ["Name"], [Column.Text("Name"), Column.Text("Holder")], (wish, row) => (row[0], row[1]) = (wish.Name, wish.Holder));
}
