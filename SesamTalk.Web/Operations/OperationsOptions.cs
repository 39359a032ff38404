using System.ComponentModel.DataAnnotations;

namespace SesamTalk.Web.Operations;

/// <summary>How the installation is looked after. Section <c>Operations</c>; checked when the host starts.</summary>
public sealed class OperationsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Operations";

    /// <summary>Where people reach the site from outside, for the addresses in messages (<c>https://sync.example</c>).</summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>Where measurements and traces are sent by OTLP (<c>http://collector:4318</c>); null sends none. The standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> does the same.</summary>
    public Uri? Otlp { get; set; }

    /// <summary><c>lines</c> for people, <c>json</c> for programs.</summary>
    [RegularExpression("^(lines|json)$", ErrorMessage = "Operations:Logs is one of lines, json.")]
    public string Logs { get; set; } = "lines";

    /// <summary>Free space of the data folder, in megabytes, below which the site is not ready.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Operations:LeastFreeMegabytes is between 0 and 1000000.")]
    public int LeastFreeMegabytes { get; set; } = 200;

    public AlertOptions Alerts { get; set; } = new();

    public KeepOptions Keep { get; set; } = new();

    public BackupOptions Backup { get; set; } = new();
}

/// <summary>When and how somebody is told that a dataflow is not fresh.</summary>
public sealed class AlertOptions
{
    /// <summary>A scheduled dataflow that has had no successful run for so many hours is told of; 0 tells of none.</summary>
    [Range(0, 10_000, ErrorMessage = "Operations:Alerts:FreshHours is between 0 and 10000.")]
    public double FreshHours { get; set; } = 24;

    /// <summary>Other hours for single dataflows, by their ids.</summary>
    public Dictionary<string, double> FreshHoursOf { get; set; } = [];

    /// <summary>Hours after which a trouble that lasts is told of again.</summary>
    [Range(1, 10_000, ErrorMessage = "Operations:Alerts:RemindHours is between 1 and 10000.")]
    public double RemindHours { get; set; } = 24;

    /// <summary><c>en</c> or <c>nb</c>.</summary>
    [RegularExpression("^(en|nb)$", ErrorMessage = "Operations:Alerts:Language is one of en, nb.")]
    public string Language { get; set; } = "en";

    /// <summary>The address that is told by a signed POST; null tells none.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>What the POST is signed with.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>The mail server; null sends no mail.</summary>
    public string? MailHost { get; set; }

    [Range(1, 65535, ErrorMessage = "Operations:Alerts:MailPort is between 1 and 65535.")]
    public int MailPort { get; set; } = 587;

    /// <summary>Whether the mail server is spoken to by STARTTLS.</summary>
    public bool MailTls { get; set; } = true;

    public string? MailUser { get; set; }

    public string? MailPassword { get; set; }

    public string MailFrom { get; set; } = "sesamtalk@localhost";

    /// <summary>Who is told, apart by commas.</summary>
    public string MailTo { get; set; } = "";
}

/// <summary>How long what was is kept. The audit is kept for good.</summary>
public sealed class KeepOptions
{
    /// <summary>Days that runs, their writes and settled conflicts are kept; what is still open is kept anyhow.</summary>
    [Range(7, 36_500, ErrorMessage = "Operations:Keep:RunDays is between 7 and 36500.")]
    public int RunDays { get; set; } = 180;

    /// <summary>Days that the history of links is kept.</summary>
    [Range(7, 36_500, ErrorMessage = "Operations:Keep:HistoryDays is between 7 and 36500.")]
    public int HistoryDays { get; set; } = 730;

    /// <summary>The hour of the day, by UTC, at which the house is kept.</summary>
    [Range(0, 23, ErrorMessage = "Operations:Keep:AtHour is between 0 and 23.")]
    public int AtHour { get; set; } = 3;
}

/// <summary>Backups that are made by themselves.</summary>
public sealed class BackupOptions
{
    /// <summary>Where to; null makes none.</summary>
    public string? Folder { get; set; }

    /// <summary>How many are kept there.</summary>
    [Range(1, 1_000, ErrorMessage = "Operations:Backup:Keep is between 1 and 1000.")]
    public int Keep { get; set; } = 14;
}
