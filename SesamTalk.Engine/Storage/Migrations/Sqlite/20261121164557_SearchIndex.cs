using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SesamTalk.Engine.Storage.Migrations.Sqlite
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

            // The words are the whole row: without a row number of their own they are stored once.
            migrationBuilder.Sql("CREATE TABLE \"LinkWords\" (\"Word\" TEXT NOT NULL, \"LinkId\" TEXT NOT NULL, CONSTRAINT \"PK_LinkWords\" PRIMARY KEY (\"Word\", \"LinkId\")) WITHOUT ROWID;");

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
