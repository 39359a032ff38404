namespace SesamTalk.Web.Sandbox.Story;

/// <summary>The systems in which a record of the story stands when the demo begins.</summary>
[Flags]
internal enum Place
{
    None = 0,
    PowerOffice = 1,
    OpenSesam = 2,
    Webshop = 4,
    Unnamed = 8,
    Crm = 16,
    Pms = 32,

    /// <summary>All that keep customers.</summary>
    Customers = PowerOffice | Webshop | Unnamed | Crm | Pms,

    /// <summary>All that keep people at companies.</summary>
    Contacts = PowerOffice | Unnamed | Crm,

    /// <summary>All that keep orders.</summary>
    Orders = PowerOffice | Webshop | Unnamed | Crm,

    /// <summary>All that keep products.</summary>
    Products = PowerOffice | Webshop | Crm,

    /// <summary>All that keep projects.</summary>
    Projects = PowerOffice | Pms,

    /// <summary>All that keep suppliers, product groups and addresses of their own.</summary>
    Registers = PowerOffice | OpenSesam,

    /// <summary>All that keep departments.</summary>
    Departments = PowerOffice | Webshop,
}

/// <summary>How many of each the story has.</summary>
/// <param name="ContactPersons">People at the companies.</param>
public sealed record StorySize(
    int Companies = 110, int Persons = 90, int ContactPersons = 60, int Orders = 120, int Products = 60, int Projects = 40, int Suppliers = 30, int Employees = 25);

internal sealed record StoryAddress(string Line1, string? Line2, string Zip, string City);

/// <summary>A company: a customer, or a supplier.</summary>
/// <param name="DiffersIn">Where it has another phone number.</param>
/// <param name="TwiceIn">Where it was entered twice, so that nobody can tell which is meant.</param>
internal sealed record StoryCompany(
    string Name, string OrganisationNumber, string Email, string Phone, string Website, StoryAddress Address, Place Where, string OtherPhone, Place DiffersIn = Place.None, Place TwiceIn = Place.None)
{
    public bool IsIn(Place place) => (Where & place) != 0;

    /// <summary>The phone number as that system has it.</summary>
    public string PhoneIn(Place place) => (DiffersIn & place) != 0 ? OtherPhone : Phone;

    /// <summary>How often it stands in that system: not at all, once or twice.</summary>
    public int TimesIn(Place place) => !IsIn(place) ? 0 : (TwiceIn & place) != 0 ? 2 : 1;
}

/// <summary>A person: a customer, or somebody at a company.</summary>
/// <param name="OtherCity">Where systems disagree about the city: what those of <paramref name="DiffersIn"/> say.</param>
/// <param name="TwiceIn">Where the person was entered twice, so that nobody can tell which is meant.</param>
internal sealed record StoryPerson(
    string FirstName, string LastName, string Email, string Phone, StoryAddress Address, Place Where, string? OtherCity, Place DiffersIn = Place.None, Place TwiceIn = Place.None)
{
    public bool IsIn(Place place) => (Where & place) != 0;

    /// <summary>The city as that system has it.</summary>
    public string CityIn(Place place) => (DiffersIn & place) != 0 ? OtherCity! : Address.City;

    /// <summary>How often the person stands in that system: not at all, once or twice.</summary>
    public int TimesIn(Place place) => !IsIn(place) ? 0 : (TwiceIn & place) != 0 ? 2 : 1;
}

/// <param name="Company">The company of the story, by its position.</param>
internal sealed record StoryContact(int Company, StoryPerson Person, string Title);

/// <param name="DiffersIn">Where it has another description.</param>
internal sealed record StoryProduct(string Code, string Name, string Description, string Group, string Unit, decimal Price, decimal Cost, string? Gtin, Place Where, Place DiffersIn = Place.None)
{
    public bool IsIn(Place place) => (Where & place) != 0;

    public string DescriptionIn(Place place) => (DiffersIn & place) != 0 ? Description + " (utgår)" : Description;
}

/// <summary>A product group, or a department: a code and a name.</summary>
internal sealed record StoryCode(string Code, string Name, Place Where)
{
    public bool IsIn(Place place) => (Where & place) != 0;
}

/// <param name="Reference">The order's number and the line's own.</param>
/// <param name="Product">The product of the story, by its position; one of those that stand everywhere.</param>
internal sealed record StoryLine(string Reference, int Product, decimal Quantity);

/// <param name="Company">The customer when it is a company; else <paramref name="Person"/> is set.</param>
/// <param name="Contact">The person at the company whom the order names.</param>
/// <param name="ToContactOnly">The order names that person and no company, so the person is the customer elsewhere.</param>
internal sealed record StoryOrder(
    long Number, int? Company, int? Person, int? Contact, int DaysAgo, string Currency, string Reference, IReadOnlyList<StoryLine> Lines, Place Where, bool ToContactOnly)
{
    public bool IsIn(Place place) => (Where & place) != 0;
}

/// <param name="Company">The customer, by its position.</param>
/// <param name="StartsIn">Days from today to the first day; negative in the past.</param>
internal sealed record StoryProject(string Code, string Name, int Company, int StartsIn, int Days, int BudgetHours, string ContractNo, bool Active, Place Where)
{
    public bool IsIn(Place place) => (Where & place) != 0;
}

/// <summary>A further address of a company or supplier.</summary>
/// <param name="OfSupplier">Of a supplier rather than a customer.</param>
/// <param name="Company">Whose, by its position among them.</param>
internal sealed record StoryDelivery(bool OfSupplier, int Company, StoryAddress Address, Place Where)
{
    public bool IsIn(Place place) => (Where & place) != 0;
}

internal sealed record StoryEmployee(string FirstName, string LastName, string Email, string Phone, string Department, string JobTitle);
