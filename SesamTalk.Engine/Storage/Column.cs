using System.Data;

namespace SesamTalk.Engine.Storage;

/// <summary>A column as a prepared command binds it.</summary>
internal readonly record struct Column(string Name, DbType Type)
{
    public static Column Text(string name) => new(name, DbType.String);

    public static Column Id(string name) => new(name, DbType.Guid);

    public static Column Moment(string name) => new(name, DbType.Int64);

    public static Column Number(string name) => new(name, DbType.Int32);

    public static Column Flag(string name) => new(name, DbType.Boolean);

    public static Column Bytes(string name) => new(name, DbType.Binary);
}
