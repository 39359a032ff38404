using System.Collections.Immutable;

namespace SesamTalk.Engine.Connectors.PowerOfficeGo;

/// <summary>The fixed words of PowerOffice Go; a word that is new to us is read all the same.</summary>
internal static class GoWords
{
    public static readonly ImmutableArray<string> AgricultureDepartment =
    [
        "None", "Finance", "Farming", "Forestry", "FurAnimals", "OtherIndustries", "Private",
    ];

    public static readonly ImmutableArray<string> BillableRateSpecification = ["Activity", "Employee", "Project"];

    public static readonly ImmutableArray<string> Gender = ["Male", "Female", "Hidden"];

    public static readonly ImmutableArray<string> InternationalIdType =
    [
        "PassportNumber", "NationalIdentityNumber", "TaxIdentificationNumber", "ValueAddedTaxIdentificationNumber",
    ];

    public static readonly ImmutableArray<string> InvoiceDeliveryType =
    [
        "PdfByEmail", "Print", "EHF", "AvtaleGiro", "External", "Efaktura", "Factoring",
    ];

    public static readonly ImmutableArray<string> NoticeOfDebtCollectionDeliveryType = ["PdfByEmail", "Print"];

    public static readonly ImmutableArray<string> OrderStatus = ["Draft", "Confirmed"];

    public static readonly ImmutableArray<string> OutgoingInvoiceVoucherType = ["OutgoingInvoice", "OutgoingCreditNote"];

    public static readonly ImmutableArray<string> ProductType = ["Product", "Service"];

    public static readonly ImmutableArray<string> ProjectBillingMethod = ["FixedPrice", "Time", "TimeAndExpenses"];

    public static readonly ImmutableArray<string> ProjectStatusType = ["Tentative", "Active", "Archived", "NotStarted", "Complete"];

    public static readonly ImmutableArray<string> ReminderDeliveryType = ["PdfByEmail", "Print"];

    public static readonly ImmutableArray<string> UnitOfMeasureType =
    [
        "BX", "MTR", "KMT", "KGM", "EA", "LTR", "HUR", "DAY", "MTK", "MTQ", "TNE", "MON", "ANN", "QAN", "NL", "XRO", "XBA", "XPL", "XPC",
        "PR", "XCI", "XBG", "SET", "XTY", "XOF", "FTK", "KWH", "MWH", "LBR", "CMT", "DMT", "LM", "XPK", "GRM", "HGM", "XFL", "XBE", "E54",
        "MMT", "DAA", "H18", "MLT", "HLT", "DLT", "AK", "XCR", "E14", "MJ", "J57", "XJG", "XCT", "XSA", "XTU", "WEE", "XCA", "XCN", "NAR",
        "M4", "XVQ", "P1", "MFU", "KMK", "LM3", "FOT", "FM3", "E34", "E35",
    ];

    public static readonly ImmutableArray<string> VatReturnSpecification =
    [
        "None", "Adjustment", "LossesOnClaims", "ReversalOfInputValueAddedTax", "Withdrawals", "AdjustmentVatCompensationRealProperty",
        "PurchasesEligibleForCompensation",
    ];

    public static readonly ImmutableArray<string> VoucherLineType = ["Normal", "Text", "Summary", "InvoiceFee", "TotalHours"];
}
