using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SesamTalk.Engine.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditIsKeptWhole : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A replacement is an insertion to SQLite, and what was there goes without its triggers being asked.
            migrationBuilder.Sql("""CREATE TRIGGER "AuditIsNotReplaced" BEFORE INSERT ON "Audit" WHEN EXISTS (SELECT 1 FROM "Audit" WHERE "Id" = NEW."Id") BEGIN SELECT RAISE(ABORT, 'The audit is only added to.'); END;""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "AuditIsNotReplaced";""");
        }
    }
}
