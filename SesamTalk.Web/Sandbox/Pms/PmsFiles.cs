namespace SesamTalk.Web.Sandbox.Pms;

/// <summary>What a column holds.</summary>
internal enum PmsKind { Text, Whole, Amount, Day, YesNo }

internal sealed record PmsColumn(string Name, PmsKind Kind = PmsKind.Text);

/// <summary>A file of the project system: what documents call its records, its name, its columns, and those that must be filled.</summary>
internal sealed record PmsFile(string Entity, string Name, PmsColumn[] Columns, string[] Required)
{
    public PmsColumn? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);
}

/// <summary>
/// The project system's folder: customers as a spreadsheet would save them in Norway (semicolons, decimal comma, day first, ja and nei,
/// a byte order mark), projects as one JSON object a line.
/// </summary>
internal static class PmsFiles
{
    public static readonly PmsFile Customers = new("Customer", "customers.csv",
    [
        new("id", PmsKind.Whole), new("is_person", PmsKind.YesNo), new("name"), new("first_name"), new("last_name"), new("org_number"), new("email"), new("phone"),
        new("address1"), new("address2"), new("postal_code"), new("city"), new("country"), new("credit_limit", PmsKind.Amount), new("customer_since", PmsKind.Day), new("external_ref"),
    ], ["is_person"]);

    public static readonly PmsFile Projects = new("Project", "projects.jsonl",
    [
        new("id", PmsKind.Whole), new("code"), new("name"), new("customer_id", PmsKind.Whole), new("start_date", PmsKind.Day), new("end_date", PmsKind.Day),
        new("budget_hours", PmsKind.Amount), new("contract_no"), new("active", PmsKind.YesNo), new("external_ref"),
    ], ["code", "name"]);

    public static readonly IReadOnlyList<PmsFile> All = [Customers, Projects];

    /// <summary>What a person would enter to connect it: the entities, in the words of a file connection.</summary>
    public const string Connection = """
        - entity: Customer
          file: customers.csv
          aliases: [Customers]
          key: [id]
          ids: number
          reference: external_ref
          label: [name, first_name, last_name]
          delimiter: ";"
          decimal: ","
          date: dd.MM.yyyy
          yes: ja
          no: nei
          fields:
            - { name: id, type: integer }
            - { name: is_person, type: boolean, required: true }
            - { name: name, maxLength: 200 }
            - { name: first_name, maxLength: 100 }
            - { name: last_name, maxLength: 100 }
            - { name: org_number, maxLength: 20 }
            - { name: credit_limit, type: decimal }
            - { name: customer_since, type: date }
        - entity: Project
          file: projects.jsonl
          aliases: [Projects]
          key: [id]
          ids: number
          reference: external_ref
          label: [code, name]
          fields:
            - { name: id, type: integer }
            - { name: code, required: true, maxLength: 50 }
            - { name: name, required: true, maxLength: 200 }
            - { name: customer_id, type: integer, references: Customer }
            - { name: start_date, type: date }
            - { name: end_date, type: date }
            - { name: budget_hours, type: decimal }
            - { name: contract_no }
            - { name: active, type: boolean }
            - { name: external_ref }
        """;

    public static PmsFile? Find(string entity) => All.FirstOrDefault(file => file.Entity == entity);
}
