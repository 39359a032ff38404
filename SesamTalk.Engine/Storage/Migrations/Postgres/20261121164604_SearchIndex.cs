using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SesamTalk.Engine.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SearchIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Links_DataflowId_Search",
                table: "Links");

            migrationBuilder.CreateTable(
                name: "LinkWords",
                columns: table => new
                {
                    Word = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LinkId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkWords", x => new { x.Word, x.LinkId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Links_A",
                table: "Links",
                column: "A");

            migrationBuilder.CreateIndex(
                name: "IX_Links_B",
                table: "Links",
                column: "B");

            migrationBuilder.CreateIndex(
                name: "IX_Links_DataflowId_PairId_Id",
                table: "Links",
                columns: new[] { "DataflowId", "PairId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Links_State_DataflowId_PairId_Id",
                table: "Links",
                columns: new[] { "State", "DataflowId", "PairId", "Id" },
                filter: "\"State\" <> 'InSync'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LinkWords");

            migrationBuilder.DropIndex(
                name: "IX_Links_A",
                table: "Links");

            migrationBuilder.DropIndex(
                name: "IX_Links_B",
                table: "Links");

            migrationBuilder.DropIndex(
                name: "IX_Links_DataflowId_PairId_Id",
                table: "Links");

            migrationBuilder.DropIndex(
                name: "IX_Links_State_DataflowId_PairId_Id",
                table: "Links");

            migrationBuilder.CreateIndex(
                name: "IX_Links_DataflowId_Search",
                table: "Links",
                columns: new[] { "DataflowId", "Search" });
        }
    }
}
