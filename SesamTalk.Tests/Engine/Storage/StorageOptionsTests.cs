using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SesamTalk.Engine;
using SesamTalk.Engine.Storage;
using Shouldly;

namespace SesamTalk.Tests.Engine.Storage;

public sealed class StorageOptionsTests
{
    [Theory]
    [InlineData("Oracle", null, "data", "Storage:Provider is one of Sqlite, Postgres")]
    [InlineData("Postgres", null, "data", "Storage:Connection is empty")]
    [InlineData("Postgres", " ", "data", "Storage:Connection is empty")]
    [InlineData("Sqlite", null, "", "Storage:DataFolder names the folder")]
    public void Options_that_cannot_work_are_refused_with_the_key_and_what_is_allowed(string provider, string? connection, string folder, string reason)
    {
        using var services = Services(provider, connection, folder);
        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<StorageOptions>>().Value).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_missing_data_folder_is_made_and_holds_the_one_file()
    {
        var top = Directory.CreateTempSubdirectory("sesamtalk-options-").FullName;
        var folder = Path.Combine(top, "æ b", "data");
        await using var services = Services("Sqlite", null, folder);
        await TalkMigrations.MigrateAsync(services);
        await TalkMigrations.MigrateAsync(services);
        await services.GetRequiredService<SettingStore>().SetAsync("demo", "taken");
        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldContain(StorageOptions.FileName);
        await using (var db = await services.GetRequiredService<IDbContextFactory<TalkDb>>().CreateDbContextAsync())
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection());
        Directory.Delete(top, recursive: true);
    }

    private static ServiceProvider Services(string provider, string? connection, string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.Configure<StorageOptions>(options => (options.Provider, options.Connection, options.DataFolder) = (provider, connection, folder));
        services.AddSesamTalkEngine();
        return services.BuildServiceProvider();
    }
}
