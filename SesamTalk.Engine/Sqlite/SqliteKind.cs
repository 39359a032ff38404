namespace SesamTalk.Engine.Sqlite;

/// <summary>How SQLite keeps a value; the numbers are its own.</summary>
internal enum SqliteKind
{
    Number = 1,
    Real = 2,
    Text = 3,
    Bytes = 4,
    Null = 5,
}
