using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SesamTalk.Engine.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditIsKept : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Changes",
                table: "Audit",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // The audit is only added to, whoever asks by whatever way: who changes it by hand has to take this away first, and the seals tell.
            migrationBuilder.Sql("""CREATE TRIGGER "AuditIsNotChanged" BEFORE UPDATE ON "Audit" BEGIN SELECT RAISE(ABORT, 'The audit is only added to.'); END;""");
            migrationBuilder.Sql("""CREATE TRIGGER "AuditIsNotErased" BEFORE DELETE ON "Audit" BEGIN SELECT RAISE(ABORT, 'The audit is only added to.'); END;""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "AuditIsNotChanged";""");
            migrationBuilder.Sql("""DROP TRIGGER "AuditIsNotErased";""");
            migrationBuilder.DropColumn(
                name: "Changes",
                table: "Audit");
        }
    }
}
