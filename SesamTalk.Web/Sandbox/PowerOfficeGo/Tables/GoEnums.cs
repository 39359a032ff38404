namespace SesamTalk.Web.Sandbox.PowerOfficeGo.Tables;

/// <summary>The words that enum properties may hold, in the spelling they are read back in.</summary>
internal static class GoEnums
{
    public static readonly IReadOnlyDictionary<string, string[]> All = new Dictionary<string, string[]>
    {
        ["AgricultureDepartment"] = Words("None Finance Farming Forestry FurAnimals OtherIndustries Private"),
        ["BillableRateSpecification"] = Words("Activity Employee Project"),
        ["Gender"] = Words("Male Female Hidden"),
        ["InternationalIdType"] = Words("PassportNumber NationalIdentityNumber TaxIdentificationNumber ValueAddedTaxIdentificationNumber"),
        ["InvoiceDeliveryType"] = Words("PdfByEmail Print EHF AvtaleGiro External Efaktura Factoring"),
        ["NoticeOfDebtCollectionDeliveryType"] = Words("PdfByEmail Print"),
        ["OrderStatus"] = Words("Draft Confirmed"),
        ["OutgoingInvoiceVoucherType"] = Words("OutgoingInvoice OutgoingCreditNote"),
        ["ProductType"] = Words("Product Service"),
        ["ProjectBillingMethod"] = Words("FixedPrice Time TimeAndExpenses"),
        ["ProjectStatusType"] = Words("Tentative Active Archived NotStarted Complete"),
        ["ReminderDeliveryType"] = Words("PdfByEmail Print"),
        ["SendInvoiceDeliveryType"] = Words("PdfByEmail PdfPrintForDownload Auto"),
        ["UnitOfMeasureType"] = Words("""
            BX MTR KMT KGM EA LTR HUR DAY MTK MTQ TNE MON ANN QAN NL XRO XBA XPL XPC PR XCI XBG SET XTY XOF FTK KWH MWH LBR CMT DMT
            LM XPK GRM HGM XFL XBE E54 MMT DAA H18 MLT HLT DLT AK XCR E14 MJ J57 XJG XCT XSA XTU WEE XCA XCN NAR M4 XVQ P1 MFU KMK
            LM3 FOT FM3 E34 E35
            """),
        ["VatReturnSpecification"] = Words("""
            None Adjustment LossesOnClaims ReversalOfInputValueAddedTax Withdrawals AdjustmentVatCompensationRealProperty
            PurchasesEligibleForCompensation
            """),
        ["VoucherLineType"] = Words("Normal Text Summary InvoiceFee TotalHours"),
    };

    private static string[] Words(string text) => text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
