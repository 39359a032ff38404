using System.Globalization;

namespace SesamTalk.Web.Sandbox.Story;

/// <summary>
/// Invented Norwegian customers, people and orders, the same for the same seed and size. Most stand in all systems that keep such records
/// and can be recognised (organisation number, e-mail, name, order number); some stand in one only, some twice, and some differ.
/// </summary>
internal sealed class DemoStory
{
    private readonly StoryDice _dice;

    public DemoStory(int seed, StorySize size)
    {
        _dice = new StoryDice(seed);
        Companies = [.. Enumerable.Range(0, size.Companies).Select(Company)];
        Persons = [.. Enumerable.Range(0, size.Persons).Select(at => Person(at, "post.example", Place.Customers))];
        Contacts = [.. Enumerable.Range(0, Companies.Count == 0 ? 0 : size.ContactPersons).Select(Contact)];
        Orders = [.. Enumerable.Range(0, Companies.Count + Persons.Count == 0 ? 0 : size.Orders).Select(Order)];
        var goods = new StoryGoods(_dice);
        (Products, Groups, Departments) = (goods.Products(size.Products), StoryGoods.Groups(), StoryGoods.Departments());
        Suppliers = [.. Enumerable.Range(0, size.Suppliers).Select(Supplier)];
        Projects = [.. Enumerable.Range(0, Companies.Count == 0 ? 0 : size.Projects).Select(Project)];
        Deliveries = [.. Enumerable.Range(0, (Companies.Count + Suppliers.Count) / 4).Select(Delivery)];
        Employees = [.. Enumerable.Range(0, size.Employees).Select(Employee)];
    }

    public IReadOnlyList<StoryCompany> Companies { get; }
    public IReadOnlyList<StoryPerson> Persons { get; }
    public IReadOnlyList<StoryContact> Contacts { get; }
    public IReadOnlyList<StoryOrder> Orders { get; }
    public IReadOnlyList<StoryProduct> Products { get; }
    public IReadOnlyList<StoryCode> Groups { get; }
    public IReadOnlyList<StoryCode> Departments { get; }
    public IReadOnlyList<StoryCompany> Suppliers { get; }
    public IReadOnlyList<StoryProject> Projects { get; }
    public IReadOnlyList<StoryDelivery> Deliveries { get; }
    public IReadOnlyList<StoryEmployee> Employees { get; }

    private StoryCompany Company(int at)
    {
        var start = StoryWords.Starts[at % StoryWords.Starts.Length];
        var trade = StoryWords.Trades[(at + (at / StoryWords.Starts.Length)) % StoryWords.Trades.Length];
        var address = _dice.Address(at % 3 == 0);
        var name = at < 480 ? $"{start} {trade} AS" : $"{start} {trade} {address.City} {at.ToString(CultureInfo.InvariantCulture)} AS";
        var mail = _dice.Mail("post", start + trade);
        return new(name, _dice.OrganisationNumber(), mail, _dice.Phone(), "https://www." + mail.Split('@')[1], address, Where(at, Place.Customers), _dice.Phone(),
            at % 15 == 3 ? Turn(at / 15, Place.Crm, Place.Pms, Place.Webshop) : Place.None,
            at % 25 == 11 ? Turn(at / 25, Place.Crm, Place.Pms, Place.Webshop) : Place.None);
    }

    private StoryPerson Person(int at, string domain, Place places)
    {
        var (first, last) = (_dice.Pick(StoryWords.FirstNames), _dice.Pick(StoryWords.LastNames));
        var address = _dice.Address(at % 7 == 0);
        var differs = at % 15 == 4 ? Place.Unnamed : at % 15 == 11 ? Turn(at / 15, Place.Crm, Place.Pms, Place.Webshop) : Place.None;
        var elsewhere = differs == Place.None ? null : StoryWords.Places.First(place => place.City != address.City).City;
        return new(first, last, _dice.MailOf(first + "." + last, domain), _dice.Phone(), address, Where(at, places), elsewhere, differs,
            at % 25 == 12 ? Turn(at / 25, Place.Unnamed, Place.Crm, Place.Pms, Place.Webshop) : Place.None);
    }

    private StoryContact Contact(int at)
    {
        var company = at * 2 % Companies.Count;
        var person = Person(at, Companies[company].Email.Split('@')[1], Place.Contacts);
        return new(company, person with { OtherCity = null, DiffersIn = Place.None, TwiceIn = Place.None, Where = person.Where & Companies[company].Where }, _dice.Pick(StoryWords.Titles));
    }

    private StoryOrder Order(int at)
    {
        var toCompany = Persons.Count == 0 || (Companies.Count > 0 && at % 3 != 2);
        var customer = Orderer(toCompany);
        var whereabouts = Place.Orders & (toCompany ? Companies[customer].Where : Persons[customer].Where);
        var contact = toCompany ? Contacts.ToList().FindIndex(known => known.Company == customer && (known.Person.Where & whereabouts) == (whereabouts & Place.Contacts)) : -1;
        var where = Where(at + 5, Place.Orders) & whereabouts;
        var number = 20001 + at;
        var lines = Enumerable.Range(1, _dice.Next(1, 5)).Select(line => new StoryLine($"{number}-{line}", _dice.Next(0, StoryWords.Products.Length), _dice.Next(1, 13))).ToList();
        return new(number, toCompany ? customer : null, toCompany ? null : customer, contact < 0 ? null : contact,
            _dice.Next(1, 200), at % 12 == 7 ? "EUR" : "NOK", $"Best. {_dice.Next(1000, 9999)}", lines, where == Place.None ? whereabouts : where, contact >= 0 && at % 4 == 0);
    }

    // Somebody who stands in a system that keeps orders, and whom the unnamed system has once at most.
    private int Orderer(bool isCompany)
    {
        var customer = _dice.Next(0, isCompany ? Companies.Count : Persons.Count);
        for (var tries = 0; tries < 20; tries++)
        {
            var (where, twice) = isCompany ? (Companies[customer].Where, Companies[customer].TwiceIn) : (Persons[customer].Where, Persons[customer].TwiceIn);
            if ((where & Place.Orders) != 0 && (twice & Place.Unnamed) == 0) break;
            customer = (customer + 1) % (isCompany ? Companies.Count : Persons.Count);
        }
        return customer;
    }

    private StoryCompany Supplier(int at)
    {
        var name = at < StoryWords.Suppliers.Length ? StoryWords.Suppliers[at] : $"{StoryWords.Starts[(at * 7) % StoryWords.Starts.Length]} Engros {at.ToString(CultureInfo.InvariantCulture)} AS";
        var mail = _dice.Mail("ordre", name.Replace(" AS", "", StringComparison.Ordinal));
        return new(name, _dice.OrganisationNumber(), mail, _dice.Phone(), "https://" + mail.Split('@')[1], _dice.Address(false), Where(at, Place.Registers), _dice.Phone(),
            at % 12 == 5 ? Place.OpenSesam : Place.None, at % 25 == 11 ? Place.OpenSesam : Place.None);
    }

    private StoryProject Project(int at)
    {
        var company = at * 3 % Companies.Count;
        var where = Where(at, Place.Projects) & Companies[company].Where;
        var name = $"{StoryWords.Works[at % StoryWords.Works.Length]} {Companies[company].Address.City}";
        return new((100 + at).ToString(CultureInfo.InvariantCulture), name, company, _dice.Next(-200, 60), _dice.Next(20, 300), _dice.Next(2, 60) * 10,
            $"K-{2400 + at}", at % 9 != 6, where == Place.None ? Companies[company].Where & Place.Projects : where);
    }

    private StoryDelivery Delivery(int at)
    {
        var ofSupplier = Companies.Count == 0 || (Suppliers.Count > 0 && at % 3 == 0);
        var company = at * 5 % (ofSupplier ? Suppliers.Count : Companies.Count);
        var where = (ofSupplier ? Suppliers[company].Where : Companies[company].Where) & Place.Registers;
        // Only a supplier's address can come from OpenSesam alone: its customers are no organisations there.
        return new(ofSupplier, company, _dice.Address(false), ofSupplier ? Where(at, Place.Registers) & Suppliers[company].Where : where | Place.OpenSesam);
    }

    private StoryEmployee Employee(int at)
    {
        var (first, last) = (_dice.Pick(StoryWords.FirstNames), _dice.Pick(StoryWords.LastNames));
        return new(first, last, _dice.MailOf(first + "." + last, "sesamdemo.example"), _dice.Phone(), Departments[at % 3].Code, StoryWords.Jobs[at % StoryWords.Jobs.Length]);
    }

    /// <summary>Eight of ten stand everywhere, one in PowerOffice Go alone, one in one of the others alone.</summary>
    internal static Place Where(int at, Place places) => (at % 10) switch
    {
        8 => Place.PowerOffice,
        9 => Turn(at / 10, [.. Enum.GetValues<Place>().Where(place => place is not (Place.None or Place.PowerOffice) && int.IsPow2((int)place) && (places & place) != 0)]),
        _ => places,
    };

    private static Place Turn(int at, params ReadOnlySpan<Place> among) => among[at % among.Length];
}
