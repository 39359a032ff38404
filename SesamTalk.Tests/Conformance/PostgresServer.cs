using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using SesamTalk.Tests.Conformance;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace SesamTalk.Tests.Conformance;

/// <summary>A PostgreSQL server of this run alone, for all its tests: a temporary folder, a free loopback port, begun when the first test asks for it and gone at the end. Does nothing where none is installed.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly string? Bin = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault()
        : null;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "sesamtalk-pg-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly Lazy<int> _port;

    public PostgresServer() => _port = new(Start);

    private int Start()
    {
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        Directory.CreateDirectory(_folder);
        if (Environment.UserName == "root") Run("chown", "postgres", _folder); // the server refuses to run as root
        AsServer("initdb", "-D", _folder + "/data", "-A", "trust", "-U", "sesam", "--locale=C.UTF-8", "-N");
        AsServer("pg_ctl", "-D", _folder + "/data", "-l", _folder + "/log", "-w", "-o", $"-c listen_addresses=127.0.0.1 -p {port} -k {_folder} -c fsync=off -c max_connections=400", "start");
        return port;
    }

    public static bool IsInstalled => Bin is not null;

    /// <summary>The connection string of a database of this server.</summary>
    public string Connection(string database) => $"Host=127.0.0.1;Port={_port.Value};Username=sesam;Database={database}";

    /// <summary>Runs one statement on the server's own database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc cref="ExecuteAsync"/>
    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Connection("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (!_port.IsValueCreated) return;
        NpgsqlConnection.ClearAllPools();
        AsServer("pg_ctl", "-D", _folder + "/data", "-m", "immediate", "stop");
        Directory.Delete(_folder, true);
    }

    private static void AsServer(string tool, params string[] arguments)
    {
        var path = Path.Combine(Bin!, tool);
        if (Environment.UserName == "root") Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Run(path, arguments);
    }

    // Output goes nowhere: a pipe would stay open in the server that pg_ctl leaves behind.
    private static void Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", file, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
