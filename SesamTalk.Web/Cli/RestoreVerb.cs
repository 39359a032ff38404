using System.CommandLine;
using SesamTalk.Engine.Storage;
using SesamTalk.Web.Operations;

namespace SesamTalk.Web.Cli;

/// <summary>"restore": brings a backup back into a data folder that no process uses.</summary>
internal static class RestoreVerb
{
    public static Command Build(VerbDoors doors, Option<string?> data)
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup made." };
        var command = new Command("restore", "Bring a backup back into the data folder. What is there is put aside. Stop the server first.") { file };
        command.SetAction(async (parse, cancellation) =>
        {
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            var backup = parse.GetValue(file)!;
            if (!File.Exists(backup))
            {
                await error.WriteLineAsync($"There is no file {backup}. Nothing was done.");
                return (int)ExitCode.BadInput;
            }

            if (doors.Provider() != "Sqlite")
            {
                await error.WriteLineAsync("The state of this installation is in PostgreSQL: bring it back by pg_restore, and the folder of keys apart from it. Nothing was done.");
                return (int)ExitCode.BadInput;
            }

            var folder = doors.Folder(parse.GetValue(data));
            using var taken = FolderLock.TryTake(folder) ?? throw new FolderInUseException(folder, FolderOwner.Of(folder));
            var (made, aside) = await Restores.BringBackAsync(backup, folder, TalkMigrations.Known(), TimeProvider.System, cancellation);
            await output.WriteLineAsync($"Restored the state of {made.MadeAt:yyyy-MM-dd HH:mm} UTC into {folder}.{(aside is null ? "" : $" What was there is in {aside}.")}");
            await output.WriteLineAsync(made.HasKeys ? "The keys were in it." : "Its keys were not in it: the folder keys must be that of the backup, or the systems' secrets have to be entered again.");
            await output.WriteLineAsync("The next run of each dataflow looks first what became of writes that were under way. A plan that would create records waits for you: what was created since the backup may be there already.");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
