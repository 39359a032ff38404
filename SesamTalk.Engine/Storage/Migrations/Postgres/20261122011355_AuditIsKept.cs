using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SesamTalk.Engine.Storage.Migrations.Postgres
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
                type: "text",
                nullable: false,
                defaultValue: "");

            // The audit is only added to, whoever asks by whatever way: who changes it by hand has to take this away first, and the seals tell.
            migrationBuilder.Sql("""
                CREATE FUNCTION talk_audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'The audit is only added to.'; END $$;
                CREATE TRIGGER "AuditIsKept" BEFORE UPDATE OR DELETE ON "Audit" FOR EACH ROW EXECUTE FUNCTION talk_audit_is_kept();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "AuditIsKept" ON "Audit"; DROP FUNCTION talk_audit_is_kept();""");
            migrationBuilder.DropColumn(
                name: "Changes",
                table: "Audit");
        }
    }
}
