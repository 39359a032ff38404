using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SesamTalk.Engine.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Audit",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Who = table.Column<string>(type: "TEXT", nullable: false),
                    Act = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    Sentence = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Audit", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Conflicts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DataflowId = table.Column<string>(type: "TEXT", nullable: false),
                    PairId = table.Column<string>(type: "TEXT", nullable: false),
                    LinkId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Base = table.Column<string>(type: "TEXT", nullable: true),
                    A = table.Column<string>(type: "TEXT", nullable: true),
                    B = table.Column<string>(type: "TEXT", nullable: true),
                    Sentence = table.Column<string>(type: "TEXT", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Settlement = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Conflicts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Cursors",
                columns: table => new
                {
                    DataflowId = table.Column<string>(type: "TEXT", nullable: false),
                    Side = table.Column<string>(type: "TEXT", nullable: false),
                    Entity = table.Column<string>(type: "TEXT", nullable: false),
                    Cursor = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cursors", x => new { x.DataflowId, x.Side, x.Entity });
                });

            migrationBuilder.CreateTable(
                name: "Dataflows",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Dataflows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Holder = table.Column<string>(type: "TEXT", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Links",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DataflowId = table.Column<string>(type: "TEXT", nullable: false),
                    PairId = table.Column<string>(type: "TEXT", nullable: false),
                    A = table.Column<string>(type: "TEXT", nullable: false),
                    B = table.Column<string>(type: "TEXT", nullable: false),
                    LabelA = table.Column<string>(type: "TEXT", nullable: false),
                    LabelB = table.Column<string>(type: "TEXT", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", nullable: false),
                    Because = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    AsksPerson = table.Column<bool>(type: "INTEGER", nullable: false),
                    LinkedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Search = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Links", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Runs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DataflowId = table.Column<string>(type: "TEXT", nullable: false),
                    DefinitionVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Trigger = table.Column<string>(type: "TEXT", nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Counts_Conflicts = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_CreatedA = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_CreatedB = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_DeletedA = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_DeletedB = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_Failed = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_Linked = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_ReadA = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_ReadB = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_UpdatedA = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_UpdatedB = table.Column<int>(type: "INTEGER", nullable: false),
                    Counts_Waiting = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Runs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Settings",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Settings", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Systems",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Connector = table.Column<string>(type: "TEXT", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    Settings = table.Column<string>(type: "TEXT", nullable: false),
                    ProtectedSecrets = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Systems", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UnlinkedRecords",
                columns: table => new
                {
                    DataflowId = table.Column<string>(type: "TEXT", nullable: false),
                    PairId = table.Column<string>(type: "TEXT", nullable: false),
                    Side = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    AsksPerson = table.Column<bool>(type: "INTEGER", nullable: false),
                    Keys = table.Column<string>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnlinkedRecords", x => new { x.DataflowId, x.PairId, x.Side, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Writes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DataflowId = table.Column<string>(type: "TEXT", nullable: false),
                    PairId = table.Column<string>(type: "TEXT", nullable: false),
                    LinkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Side = table.Column<string>(type: "TEXT", nullable: false),
                    Act = table.Column<string>(type: "TEXT", nullable: false),
                    Target = table.Column<string>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: false),
                    Because = table.Column<string>(type: "TEXT", nullable: false),
                    Before = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Sent = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Basis = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Accepted = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Message = table.Column<string>(type: "TEXT", nullable: false),
                    IntendedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Writes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DataflowVersions",
                columns: table => new
                {
                    DataflowId = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Definition = table.Column<string>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SavedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataflowVersions", x => new { x.DataflowId, x.Version });
                    table.ForeignKey(
                        name: "FK_DataflowVersions_Dataflows_DataflowId",
                        column: x => x.DataflowId,
                        principalTable: "Dataflows",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Baselines",
                columns: table => new
                {
                    LinkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    A = table.Column<byte[]>(type: "BLOB", nullable: false),
                    B = table.Column<byte[]>(type: "BLOB", nullable: false),
                    VersionA = table.Column<string>(type: "TEXT", nullable: true),
                    VersionB = table.Column<string>(type: "TEXT", nullable: true),
                    AgreedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Baselines", x => x.LinkId);
                    table.ForeignKey(
                        name: "FK_Baselines_Links_LinkId",
                        column: x => x.LinkId,
                        principalTable: "Links",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_At",
                table: "Audit",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Subject_At",
                table: "Audit",
                columns: new[] { "Subject", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Conflicts_DataflowId_PairId_Subject",
                table: "Conflicts",
                columns: new[] { "DataflowId", "PairId", "Subject" },
                unique: true,
                filter: "\"SettledAt\" IS NULL AND \"LinkId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Conflicts_DataflowId_SettledAt_OpenedAt",
                table: "Conflicts",
                columns: new[] { "DataflowId", "SettledAt", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Conflicts_LinkId_Subject",
                table: "Conflicts",
                columns: new[] { "LinkId", "Subject" },
                unique: true,
                filter: "\"SettledAt\" IS NULL AND \"LinkId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Links_DataflowId_PairId_A",
                table: "Links",
                columns: new[] { "DataflowId", "PairId", "A" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Links_DataflowId_PairId_B",
                table: "Links",
                columns: new[] { "DataflowId", "PairId", "B" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Links_DataflowId_Search",
                table: "Links",
                columns: new[] { "DataflowId", "Search" });

            migrationBuilder.CreateIndex(
                name: "IX_Links_DataflowId_State_PairId_AsksPerson",
                table: "Links",
                columns: new[] { "DataflowId", "State", "PairId", "AsksPerson" });

            migrationBuilder.CreateIndex(
                name: "IX_Runs_DataflowId_StartedAt",
                table: "Runs",
                columns: new[] { "DataflowId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Runs_StartedAt",
                table: "Runs",
                column: "StartedAt");

            migrationBuilder.CreateIndex(
                name: "IX_UnlinkedRecords_DataflowId_State_PairId_AsksPerson",
                table: "UnlinkedRecords",
                columns: new[] { "DataflowId", "State", "PairId", "AsksPerson" });

            migrationBuilder.CreateIndex(
                name: "IX_Writes_DataflowId",
                table: "Writes",
                column: "DataflowId",
                filter: "\"State\" IN ('Intended', 'Unknown')");

            migrationBuilder.CreateIndex(
                name: "IX_Writes_LinkId",
                table: "Writes",
                column: "LinkId");

            migrationBuilder.CreateIndex(
                name: "IX_Writes_RunId",
                table: "Writes",
                column: "RunId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Audit");

            migrationBuilder.DropTable(
                name: "Baselines");

            migrationBuilder.DropTable(
                name: "Conflicts");

            migrationBuilder.DropTable(
                name: "Cursors");

            migrationBuilder.DropTable(
                name: "DataflowVersions");

            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropTable(
                name: "Runs");

            migrationBuilder.DropTable(
                name: "Settings");

            migrationBuilder.DropTable(
                name: "Systems");

            migrationBuilder.DropTable(
                name: "UnlinkedRecords");

            migrationBuilder.DropTable(
                name: "Writes");

            migrationBuilder.DropTable(
                name: "Links");

            migrationBuilder.DropTable(
                name: "Dataflows");
        }
    }
}
