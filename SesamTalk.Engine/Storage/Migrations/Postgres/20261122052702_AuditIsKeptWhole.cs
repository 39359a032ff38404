using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SesamTalk.Engine.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AuditIsKeptWhole : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Emptying a table asks no trigger of its rows.
            migrationBuilder.Sql("""CREATE TRIGGER "AuditIsNotEmptied" BEFORE TRUNCATE ON "Audit" FOR EACH STATEMENT EXECUTE FUNCTION talk_audit_is_kept();""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "AuditIsNotEmptied" ON "Audit";""");
        }
    }
}
