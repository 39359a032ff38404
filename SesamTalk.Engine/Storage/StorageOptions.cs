using System.ComponentModel.DataAnnotations;

namespace SesamTalk.Engine.Storage;

/// <summary>Where the state lives. Section <c>Storage</c>; checked when the host starts.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>The file's name inside <see cref="DataFolder"/>, for SQLite without a connection string.</summary>
    public const string FileName = "sesamtalk.db";

    /// <summary><c>Sqlite</c> or <c>Postgres</c>.</summary>
    [Required]
    [RegularExpression("^(Sqlite|Postgres)$", ErrorMessage = "Storage:Provider is one of Sqlite, Postgres.")]
    public string Provider { get; set; } = "Sqlite";

    /// <summary>The connection string; null takes the file in <see cref="DataFolder"/>. PostgreSQL needs one.</summary>
    public string? Connection { get; set; }

    /// <summary>The folder that all state of this installation is in; made when it is missing.</summary>
    [Required(ErrorMessage = "Storage:DataFolder names the folder that the state is kept in.")]
    public string DataFolder { get; set; } = "data";
}
