using Microsoft.Extensions.Options;

namespace SesamTalk.Engine.Storage;

/// <summary>What annotations cannot say of <see cref="StorageOptions"/>: PostgreSQL has no default place.</summary>
internal sealed class StorageOptionsCheck : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) =>
        options.Provider == "Postgres" && string.IsNullOrWhiteSpace(options.Connection)
            ? ValidateOptionsResult.Fail("Storage:Connection is empty. With Storage:Provider=Postgres it holds the connection string (Host=…;Database=…;Username=…).")
            : ValidateOptionsResult.Success;
}
