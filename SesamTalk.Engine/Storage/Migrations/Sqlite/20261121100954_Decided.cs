using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SesamTalk.Engine.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Decided : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "NextTryAt",
                table: "UnlinkedRecords",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tried",
                table: "UnlinkedRecords",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Tries",
                table: "UnlinkedRecords",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "NextTryAt",
                table: "Links",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tried",
                table: "Links",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Tries",
                table: "Links",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Overruled",
                table: "Conflicts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "ValuesA",
                table: "Conflicts",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<byte[]>(
                name: "ValuesB",
                table: "Conflicts",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.CreateTable(
                name: "Decisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DataflowId = table.Column<string>(type: "TEXT", nullable: false),
                    PairId = table.Column<string>(type: "TEXT", nullable: false),
                    LinkId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    Choice = table.Column<string>(type: "TEXT", nullable: false),
                    ValuesA = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ValuesB = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SeenA = table.Column<string>(type: "TEXT", nullable: true),
                    SeenB = table.Column<string>(type: "TEXT", nullable: true),
                    Partner = table.Column<string>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    SecondBy = table.Column<string>(type: "TEXT", nullable: true),
                    SecondAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Decisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Decisions_Links_LinkId",
                        column: x => x.LinkId,
                        principalTable: "Links",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "History",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DataflowId = table.Column<string>(type: "TEXT", nullable: false),
                    PairId = table.Column<string>(type: "TEXT", nullable: false),
                    LinkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DefinitionVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Because = table.Column<string>(type: "TEXT", nullable: false),
                    Rules = table.Column<string>(type: "TEXT", nullable: false),
                    SeenA = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SeenB = table.Column<byte[]>(type: "BLOB", nullable: false),
                    WrittenA = table.Column<byte[]>(type: "BLOB", nullable: false),
                    WrittenB = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_History", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Plans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DataflowId = table.Column<string>(type: "TEXT", nullable: false),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DefinitionVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Body = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Plans", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_DataflowId_PairId_Subject",
                table: "Decisions",
                columns: new[] { "DataflowId", "PairId", "Subject" },
                unique: true,
                filter: "\"LinkId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_LinkId_Subject",
                table: "Decisions",
                columns: new[] { "LinkId", "Subject" },
                unique: true,
                filter: "\"LinkId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_History_LinkId_At",
                table: "History",
                columns: new[] { "LinkId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Plans_DataflowId_MadeAt",
                table: "Plans",
                columns: new[] { "DataflowId", "MadeAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Plans_RunId",
                table: "Plans",
                column: "RunId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Decisions");

            migrationBuilder.DropTable(
                name: "History");

            migrationBuilder.DropTable(
                name: "Plans");

            migrationBuilder.DropColumn(
                name: "NextTryAt",
                table: "UnlinkedRecords");

            migrationBuilder.DropColumn(
                name: "Tried",
                table: "UnlinkedRecords");

            migrationBuilder.DropColumn(
                name: "Tries",
                table: "UnlinkedRecords");

            migrationBuilder.DropColumn(
                name: "NextTryAt",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "Tried",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "Tries",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "Overruled",
                table: "Conflicts");

            migrationBuilder.DropColumn(
                name: "ValuesA",
                table: "Conflicts");

            migrationBuilder.DropColumn(
                name: "ValuesB",
                table: "Conflicts");
        }
    }
}
