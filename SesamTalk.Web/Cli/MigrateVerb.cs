using System.CommandLine;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Operations;

namespace SesamTalk.Web.Cli;

/// <summary>"migrate": moves an installation to another database.</summary>
internal static class MigrateVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var variable = new Option<string>("--connection") { Description = "The environment variable that holds the connection string of an empty PostgreSQL database.", HelpName = "VARIABLE", Required = true };
        var postgres = new Command("sqlite-to-postgres", "Copy everything from the data folder's SQLite file to PostgreSQL. Stop the server first; the file stays as it is.") { variable };
        postgres.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            if (Environment.GetEnvironmentVariable(parse.GetValue(variable)!) is not { Length: > 0 } connection)
            {
                await error.WriteLineAsync($"The variable {parse.GetValue(variable)} is not set. Nothing was done.");
                return (int)ExitCode.BadInput;
            }

            var folder = doors.Folder(parse.GetValue(data));
            if (!File.Exists(Path.Combine(folder, StorageOptions.FileName)))
            {
                await error.WriteLineAsync($"There is no {StorageOptions.FileName} in {folder}. Nothing was done.");
                return (int)ExitCode.BadInput;
            }

            using var taken = FolderLock.TryTake(folder) ?? throw new FolderInUseException(folder, FolderOwner.Of(folder));
            try
            {
                var moved = await Moving.MoveAsync(folder, connection, cancellation);
                foreach (var (table, count) in moved.Where(one => one.Value > 0)) await output.WriteLineAsync($"{table}: {count}");
                await output.WriteLineAsync($"Moved {moved.Values.Sum()} rows. Start with Storage:Provider=Postgres, Storage:Connection, and the same Auth:KeySecret on every node; the first start in {folder} takes its keys along.");
                return (int)ExitCode.Done;
            }
            catch (System.Data.Common.DbException away)
            {
                await error.WriteLineAsync($"PostgreSQL: {away.Message} Nothing was moved.");
                return (int)ExitCode.Failed;
            }
        });
        return new("migrate", "Move an installation to another database.") { postgres };
    }
}
