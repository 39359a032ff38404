namespace SesamTalk.Web.Sandbox.Crm;

/// <summary>A table of the CRM: what documents call its records, its name, and the columns that a person fills.</summary>
internal sealed record CrmTable(string Entity, string Name, string[] Columns);

/// <summary>The CRM's database as its maker built it. Each table stamps its rows; nothing is ever removed, a row is marked as deleted.</summary>
internal static class CrmTables
{
    public static readonly IReadOnlyList<CrmTable> All =
    [
        new("Customer", "customers", ["is_person", "name", "first_name", "last_name", "org_number", "email", "phone", "website", "address1", "address2", "postal_code", "city", "country"]),
        new("Contact", "contacts", ["customer_id", "first_name", "last_name", "email", "phone", "title"]),
        new("Product", "products", ["sku", "name", "description", "unit_price"]),
        new("Order", "orders", ["number", "customer_id", "contact_id", "currency", "order_date", "reference"]),
    ];

    /// <summary>What makes an empty database.</summary>
    public static string Schema => """
        CREATE TABLE customers (
          id INTEGER PRIMARY KEY AUTOINCREMENT, is_person BOOLEAN NOT NULL DEFAULT 0, name VARCHAR(200), first_name VARCHAR(100), last_name VARCHAR(100),
          org_number VARCHAR(20), email VARCHAR(254), phone VARCHAR(40), website VARCHAR(200), address1 VARCHAR(200), address2 VARCHAR(200),
          postal_code VARCHAR(20), city VARCHAR(100), country VARCHAR(2), external_ref TEXT UNIQUE, updated_at TIMESTAMP, deleted_at TIMESTAMP,
          CONSTRAINT "name or last_name is needed" CHECK (COALESCE(CASE WHEN is_person THEN last_name ELSE name END, '') <> ''));
        CREATE TABLE contacts (
          id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customers(id), first_name VARCHAR(100) NOT NULL, last_name VARCHAR(100) NOT NULL,
          email VARCHAR(254), phone VARCHAR(40), title VARCHAR(100), external_ref TEXT UNIQUE, updated_at TIMESTAMP, deleted_at TIMESTAMP);
        CREATE TABLE products (
          id INTEGER PRIMARY KEY AUTOINCREMENT, sku VARCHAR(40) NOT NULL UNIQUE, name VARCHAR(200) NOT NULL, description TEXT, unit_price DECIMAL(12, 2),
          external_ref TEXT UNIQUE, updated_at TIMESTAMP, deleted_at TIMESTAMP);
        CREATE TABLE orders (
          id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER UNIQUE, customer_id INTEGER REFERENCES customers(id), contact_id INTEGER REFERENCES contacts(id),
          currency VARCHAR(3) DEFAULT 'NOK', order_date DATE, reference VARCHAR(100), external_ref TEXT UNIQUE, updated_at TIMESTAMP, deleted_at TIMESTAMP);
        """ + string.Concat(All.Select(table => $"""

        CREATE INDEX {table.Name}_by_stamp ON {table.Name} (updated_at, id);
        CREATE TRIGGER {table.Name}_made AFTER INSERT ON {table.Name} BEGIN
          UPDATE {table.Name} SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id; END;
        CREATE TRIGGER {table.Name}_edited AFTER UPDATE ON {table.Name} BEGIN
          UPDATE {table.Name} SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id; END;
        """));

    /// <summary>What a person would enter to connect it: the entities, in the words of an SQL connection.</summary>
    public const string Connection = """
        - { entity: Customer, table: customers, change: updated_at, reference: external_ref, softDelete: { column: deleted_at }, label: [name, first_name, last_name], aliases: [Customers] }
        - { entity: Contact, table: contacts, change: updated_at, reference: external_ref, softDelete: { column: deleted_at }, label: [first_name, last_name], aliases: [Contacts] }
        - { entity: Product, table: products, change: updated_at, reference: external_ref, softDelete: { column: deleted_at }, label: [sku, name], aliases: [Products] }
        - { entity: Order, table: orders, change: updated_at, reference: external_ref, softDelete: { column: deleted_at }, label: [number], aliases: [Orders] }
        """;

    public static CrmTable? Find(string entity) => All.FirstOrDefault(table => table.Entity == entity);
}
