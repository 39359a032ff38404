namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>Small lists that other entities refer to; they can be read only.</summary>
internal static class ReferenceTables
{
    public static readonly IReadOnlyList<GoEntity> All =
    [
        GoTable.Read("PaymentTerms", new("Payment term", ["Customer"]), """
            Id          int64!  g--
            CreditDays  int32   g--
            Name        string  g--
            """),
        GoTable.Read("DeliveryTerms", new("Delivery term", ["Customer"]), """
            Id    int64!  g--
            Name  string  g--
            """),
        Coded("BrandingThemes", "Branding theme", "Customer"),
        Coded("VatCodes", "VAT code", "Product"),
        Coded("CustomDimensions", "Custom dimension", "Project"),
        Coded("ContactGroups", "Contact group", "Customer"),
        GoTable.Read("GeneralLedgerAccounts", new("General ledger account", ["Product"]), """
            Id         int64!  g--
            AccountNo  int64   g--
            Name       string  g--
            """),
    ];

    private static GoEntity Coded(string name, string word, string role) => GoTable.Read(name, new(word, [role]), """
        Id    int64!  g--
        Code  string  g--
        Name  string  g--
        """);
}
