using System.Data.Common;
using Npgsql;

namespace SesamTalk.Web.Cli.Bench;

/// <summary>How the floor looks up links: one prepared command for each in a file, all in one exchange on a server.</summary>
internal static class FloorLooks
{
    private const string Of = "FROM \"Links\" WHERE \"DataflowId\" = 'bench' AND \"PairId\" = 'customers'";

    /// <summary>The links of records of a side, with their partners' ids.</summary>
    public static async Task<Dictionary<string, (Guid Link, string Partner)>> PartnersAsync(DbConnection state, string side, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var links = new Dictionary<string, (Guid, string)>(ids.Count);
        var columns = $"SELECT \"Id\", \"{(side == "A" ? "B" : "A")}\", \"{side}\"";
        if (state is NpgsqlConnection server)
        {
            await using var all = new NpgsqlCommand($"{columns} {Of} AND \"{side}\" = ANY($1)", server) { Parameters = { new NpgsqlParameter { Value = ids.ToArray() } } };
            await using var found = await all.ExecuteReaderAsync(cancellation);
            while (await found.ReadAsync(cancellation)) links[found.GetString(2)] = (found.GetGuid(0), found.GetString(1));
            return links;
        }

        await using var one = Command(state, $"{columns} {Of} AND \"{side}\" = @id");
        var asked = one.CreateParameter();
        asked.ParameterName = "@id";
        one.Parameters.Add(asked);
        foreach (var id in ids)
        {
            asked.Value = id;
            using var found = one.ExecuteReader();
            if (found.Read()) links[id] = (found.GetGuid(0), found.GetString(1));
        }

        return links;
    }

    public static DbCommand Command(DbConnection state, string sql)
    {
        var command = state.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
