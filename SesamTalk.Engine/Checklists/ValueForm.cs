using System.Collections.Immutable;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Checklists;

/// <summary>What kind of value two properties can both hold; systems check more than their schemas say.</summary>
public enum ValueForm
{
    /// <summary>Any text.</summary>
    Free,

    /// <summary>A short code without blanks.</summary>
    Code,

    /// <summary>An e-mail address.</summary>
    Mail,

    /// <summary>A web address.</summary>
    Web,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>A country by its two letters.</summary>
    Country,

    /// <summary>A currency by its three letters.</summary>
    Currency,

    /// <summary>A postal code.</summary>
    Postal,

    /// <summary>An organisation number with a valid last digit.</summary>
    Organisation,

    /// <summary>An article number with a valid last digit.</summary>
    Article,

    /// <summary>One of the values that a system allows.</summary>
    Listed,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number with decimals.</summary>
    Amount,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A moment.</summary>
    Moment,

    /// <summary>A list of elements.</summary>
    List,
}

/// <summary>Tells the form that two properties have in common, from their types and names. Pure.</summary>
public static class ValueForms
{
    // The first word that a name holds decides; numbers of things come before the things.
    private static readonly ImmutableArray<(string Word, ValueForm Form)> Words =
    [
        ("mail", ValueForm.Mail), ("website", ValueForm.Web), ("url", ValueForm.Web), ("phone", ValueForm.Phone), ("mobile", ValueForm.Phone), ("fax", ValueForm.Phone),
        ("countrycode", ValueForm.Country), ("country", ValueForm.Country), ("currency", ValueForm.Currency), ("zip", ValueForm.Postal), ("postalcode", ValueForm.Postal), ("postcode", ValueForm.Postal),
        ("organizationnumber", ValueForm.Organisation), ("organisationnumber", ValueForm.Organisation), ("orgnumber", ValueForm.Organisation), ("orgno", ValueForm.Organisation), ("gtin", ValueForm.Article),
    ];

    /// <summary>The form: the narrower one of the two.</summary>
    public static ValueForm Of(SchemaProperty a, SchemaProperty b)
    {
        if (!a.AllowedValues.IsEmpty || !b.AllowedValues.IsEmpty) return ValueForm.Listed;
        if (Typed(a.Type, b.Type) is { } typed) return typed;
        var (one, other) = (Last(a.Path), Last(b.Path));
        foreach (var (word, form) in Words)
            if (one.Contains(word, StringComparison.Ordinal) || other.Contains(word, StringComparison.Ordinal)) return form;
        return IsCode(one) || IsCode(other) ? ValueForm.Code : ValueForm.Free;
    }

    private static ValueForm? Typed(PropertyType a, PropertyType b)
    {
        ReadOnlySpan<(PropertyType Type, ValueForm Form)> narrowFirst =
        [
            (PropertyType.List, ValueForm.List), (PropertyType.Boolean, ValueForm.Flag), (PropertyType.Date, ValueForm.Day), (PropertyType.DateTime, ValueForm.Moment),
            (PropertyType.Integer, ValueForm.Whole), (PropertyType.Decimal, ValueForm.Amount),
        ];
        foreach (var (type, form) in narrowFirst)
            if (a == type || b == type) return form;
        return null;
    }

    private static bool IsCode(string name) => name is "code" or "sku" or "number" or "no" || name.EndsWith("code", StringComparison.Ordinal) || name.EndsWith("number", StringComparison.Ordinal);

    private static string Last(string path) => FoldedName.Of(path[(path.LastIndexOf('.') + 1)..]);
}
