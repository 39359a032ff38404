using System.Globalization;
using System.Text;

namespace SesamTalk.Web.Sandbox.Story;

/// <summary>
/// Invented Norwegian customers, people and orders, the same for the same seed and size. Most stand in both systems and can be recognised
/// (organisation number, e-mail, name, order number), some in one only, and a few persons have another city in the other system.
/// </summary>
internal sealed class DemoStory
{
    private readonly Random _dice;
    private readonly HashSet<string> _mails = [];

    public DemoStory(int seed, StorySize size)
    {
#pragma warning disable CA5394 // Chance for a story, not for a secret.
        _dice = new Random(seed);
#pragma warning restore CA5394
        Companies = [.. Enumerable.Range(0, size.Companies).Select(Company)];
        Persons = [.. Enumerable.Range(0, size.Persons).Select(at => Person(at, "post.example"))];
        Contacts = [.. Enumerable.Range(0, Companies.Count == 0 ? 0 : size.ContactPersons).Select(Contact)];
        Orders = [.. Enumerable.Range(0, Companies.Count + Persons.Count == 0 ? 0 : size.Orders).Select(Order)];
        OnlyInCrm = [.. Enumerable.Range(size.Companies, size.Companies / 10).Select(Company)];
        OnlyInPms = [.. Enumerable.Range(size.Companies + OnlyInCrm.Count, size.Companies / 10).Select(Company)];
        Projects = [.. Enumerable.Range(0, Companies.Count == 0 ? 0 : size.Projects).Select(Project)];
    }

    public IReadOnlyList<StoryCompany> Companies { get; }
    public IReadOnlyList<StoryPerson> Persons { get; }
    public IReadOnlyList<StoryContact> Contacts { get; }
    public IReadOnlyList<StoryOrder> Orders { get; }

    /// <summary>Companies that nobody but the CRM knows when the demo begins, and those of the project system.</summary>
    public IReadOnlyList<StoryCompany> OnlyInCrm { get; }
    public IReadOnlyList<StoryCompany> OnlyInPms { get; }
    public IReadOnlyList<StoryProject> Projects { get; }

    private StoryCompany Company(int at)
    {
        var start = StoryWords.Starts[at % StoryWords.Starts.Length];
        var trade = StoryWords.Trades[(at + (at / StoryWords.Starts.Length)) % StoryWords.Trades.Length];
        var address = Address(at % 3 == 0);
        var name = at < 480 ? $"{start} {trade} AS" : $"{start} {trade} {address.City} {at.ToString(CultureInfo.InvariantCulture)} AS";
        return new(name, OrganisationNumber(), Mail("post", start + trade), Phone(), address, Where(at));
    }

    private StoryPerson Person(int at, string domain)
    {
        var (first, last) = (Pick(StoryWords.FirstNames), Pick(StoryWords.LastNames));
        var address = Address(at % 7 == 0);
        var elsewhere = at % 15 == 4 ? StoryWords.Places.First(place => place.City != address.City).City : null;
        return new(first, last, MailOf(first + "." + last, domain), Phone(), address, Where(at), elsewhere);
    }

    private StoryContact Contact(int at)
    {
        var company = at * 2 % Companies.Count;
        var person = Person(at, Companies[company].Email.Split('@')[1]) with { OtherCity = null };
        var where = Companies[company].Where == Presence.Both ? person.Where : Companies[company].Where;
        return new(company, person with { Where = where }, Pick(StoryWords.Titles));
    }

    private StoryOrder Order(int at)
    {
        var toCompany = Persons.Count == 0 || (Companies.Count > 0 && at % 3 != 2);
        var customer = _dice.Next(toCompany ? Companies.Count : Persons.Count);
        var whereabouts = toCompany ? Companies[customer].Where : Persons[customer].Where;
        var contact = toCompany ? Contacts.ToList().FindIndex(known => known.Company == customer && known.Person.Where == whereabouts) : -1;
        var lines = Enumerable.Range(0, _dice.Next(1, 5))
            .Select(_ => new StoryLine(_dice.Next(StoryWords.Products.Length), _dice.Next(1, 13))).ToList();
        return new(20001 + at, toCompany ? customer : null, toCompany ? null : customer, contact < 0 ? null : contact,
            _dice.Next(1, 200), at % 12 == 7 ? "EUR" : "NOK", lines, whereabouts == Presence.Both ? Where(at + 5) : whereabouts, contact >= 0 && at % 4 == 0);
    }

    /// <summary>Of a company that both know, or, where only the project system has the project, sometimes of one that is its alone.</summary>
    private StoryProject Project(int at)
    {
        var where = Where(at + 7);
        var known = Companies.Where(company => company.Where == Presence.Both).ToList();
        var company = where == Presence.OnlyOther && OnlyInPms.Count > 0 ? OnlyInPms[at % OnlyInPms.Count] : known[at * 3 % known.Count];
        var start = _dice.Next(-30, 300);
        return new($"{201 + at}", $"{Pick(StoryWords.Works)} {company.Address.City}", company, start, at % 3 == 0 ? null : _dice.Next(20, 200), _dice.Next(10, 400) + 0.5m,
            $"KON-{_dice.Next(1000, 9999)}", where);
    }

    private static Presence Where(int at) => (at % 10) switch
    {
        8 => Presence.OnlyPowerOffice,
        9 => Presence.OnlyOther,
        _ => Presence.Both,
    };

    private StoryAddress Address(bool second)
    {
        var (zip, city) = Pick(StoryWords.Places);
        return new($"{Pick(StoryWords.Streets)} {_dice.Next(1, 180)}", second ? $"Postboks {_dice.Next(10, 990)}" : null, zip, city);
    }

    private string Phone() => $"+47 {_dice.Next(400, 499)} {_dice.Next(10, 99)} {_dice.Next(100, 999)}";

    /// <summary>Nine digits, the last of which is the check digit by modulus 11.</summary>
    private string OrganisationNumber()
    {
        int[] weights = [3, 2, 7, 6, 5, 4, 3, 2];
        while (true)
        {
            var digits = Enumerable.Range(0, 8).Select(at => at == 0 ? _dice.Next(8, 10) : _dice.Next(10)).ToArray();
            var check = (11 - (digits.Select((digit, at) => digit * weights[at]).Sum() % 11)) % 11;
            if (check != 10) return string.Concat(digits) + check.ToString(CultureInfo.InvariantCulture);
        }
    }

    private string Mail(string user, string house) => MailOf(user, Plain(house) + ".example");

    private string MailOf(string user, string domain)
    {
        var stem = Plain(user);
        for (var at = 1; ; at++)
        {
            var mail = $"{stem}{(at == 1 ? "" : at.ToString(CultureInfo.InvariantCulture))}@{domain}";
            if (_mails.Add(mail)) return mail;
        }
    }

    private static string Plain(string words)
    {
        var plain = new StringBuilder();
        foreach (var letter in words.ToLowerInvariant())
            plain.Append(letter switch { 'æ' => "ae", 'ø' => "o", 'å' => "a", ' ' => "", _ => letter.ToString() });
        return plain.ToString();
    }

    private T Pick<T>(T[] from) => from[_dice.Next(from.Length)];
}
