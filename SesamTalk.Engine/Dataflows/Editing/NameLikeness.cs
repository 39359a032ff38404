using System.Collections.Frozen;
using SesamTalk.Engine.Records;

namespace SesamTalk.Engine.Dataflows.Editing;

/// <summary>How alike two field names are: by their letters, by what they commonly mean in English and Norwegian, and by their words. Pure.</summary>
public static class NameLikeness
{
    private static readonly FrozenDictionary<string, string> Meanings = new[]
    {
        "mail email emailaddress mailaddress epost epostadresse", "phone phonenumber phoneno telephone telefon tlf telefonnummer", "mobile mobilephone mobil mobilephonenumber cellphone mobilnummer",
        "zip zipcode postalcode postcode postnr postnummer", "city town poststed postalplace", "street address1 addressline1 line1 streetaddress gateadresse adresse",
        "orgno orgnr orgnumber organisationnumber organizationnumber organizationno vatnumber vatno companyno companynumber organisasjonsnummer",
        "firstname givenname fornavn", "lastname surname familyname etternavn", "name label title navn displayname fullname", "country countrycode land landkode",
        "currency currencycode valuta", "quantity qty count antall", "price unitprice salesprice pris", "amount sum total totalamount belop", "number no nr code nummer kode",
        "website url homepage web nettside", "description text beskrivelse comment comments note notes remark remarks merknad notat", "birthdate dateofbirth born fodselsdato birthday", "active isactive enabled aktiv",
        "person isperson", "created createdat createddate opprettet", "updated updatedat modified changed lastchanged endret", "reference yourreference ref referanse",
    }.Select(group => group.Split(' ')).SelectMany(group => group.Select(word => KeyValuePair.Create(word, group[0]))).ToFrozenDictionary();

    /// <summary>Between 0 (nothing in common) and 1 (the same letters and digits, step for step); the same both ways round.</summary>
    public static double Of(string one, string other)
    {
        if (FoldedName.Same(one, other)) return 1;
        var (first, second) = (Meaning(Last(one)), Meaning(Last(other)));
        var words = Shared(Words(one), Words(other));
        if (first == second) return 0.85 + (0.1 * words);
        return Math.Max(words * 0.8, Shared(Words(Last(one)), Words(Last(other))) * 0.8);
    }

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static string Meaning(string name) => Meanings.GetValueOrDefault(FoldedName.Of(name), FoldedName.Of(name));

    private static double Shared(HashSet<string> one, HashSet<string> other)
    {
        var both = one.Intersect(other).Count();
        return both == 0 ? 0 : (double)both / (one.Count + other.Count - both);
    }

    // "MailAddress.PostalCode" is mail, address, postal, code.
    private static HashSet<string> Words(string path)
    {
        var words = new HashSet<string>();
        var from = 0;
        for (var at = 1; at <= path.Length; at++)
        {
            if (at < path.Length && !(char.IsUpper(path[at]) && !char.IsUpper(path[at - 1])) && char.IsLetterOrDigit(path[at])) continue;
            var word = FoldedName.Of(path[from..at]).Trim('.');
            if (word.Length > 0) words.Add(Meanings.GetValueOrDefault(word, word));
            from = at;
        }

        return words;
    }
}
