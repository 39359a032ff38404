namespace SesamTalk.Engine.Storage;

/// <summary>
/// A stored noun on the hot path: its columns, and how it becomes a row. The statements are the same for both databases.
/// That they agree with the EF configuration is tested by reading with the one what the other wrote.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Keys">The columns that tell rows apart.</param>
/// <param name="Columns">All columns, in the order of the values.</param>
/// <param name="Fill">Puts a noun's values into the row, in the order of the columns.</param>
internal sealed record TableShape<T>(string Table, string[] Keys, Column[] Columns, Action<T, object?[]> Fill)
{
    /// <summary>The columns' names, for a select.</summary>
    public string List { get; } = string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));

    /// <summary>A new row.</summary>
    public string Insert => $"INSERT INTO \"{Table}\" ({List}) VALUES ({string.Join(", ", Columns.Select(column => "@" + column.Name))})";

    /// <summary>A new row, or the row of that key with these values.</summary>
    public string Upsert => $"{Insert} ON CONFLICT ({string.Join(", ", Keys.Select(key => $"\"{key}\""))}) DO UPDATE SET "
        + string.Join(", ", Columns.Where(column => !Keys.Contains(column.Name)).Select(column => $"\"{column.Name}\" = excluded.\"{column.Name}\""));

    /// <summary>These values for the row of that key; changes nothing where there is no such row.</summary>
    public string Update => $"UPDATE \"{Table}\" SET {string.Join(", ", Columns.Where(column => !Keys.Contains(column.Name)).Select(column => $"\"{column.Name}\" = @{column.Name}"))}"
        + $" WHERE {string.Join(" AND ", Keys.Select(key => $"\"{key}\" = @{key}"))}";
}
