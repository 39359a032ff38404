namespace SesamTalk.Web.Sandbox.Story;

/// <summary>In which of the sandboxes a record of the story stands when the demo begins.</summary>
internal enum Presence { Both, OnlyPowerOffice, OnlyOther }

/// <summary>How many of each the story has.</summary>
/// <param name="ContactPersons">People at the companies.</param>
public sealed record StorySize(int Companies = 60, int Persons = 60, int ContactPersons = 30, int Orders = 60, int Projects = 24);

internal sealed record StoryAddress(string Line1, string? Line2, string Zip, string City);

internal sealed record StoryCompany(string Name, string OrganisationNumber, string Email, string Phone, StoryAddress Address, Presence Where);

/// <param name="OtherCity">Where the two systems disagree about the city: what the other one says.</param>
internal sealed record StoryPerson(
    string FirstName, string LastName, string Email, string Phone, StoryAddress Address, Presence Where, string? OtherCity);

internal sealed record StoryContact(int Company, StoryPerson Person, string Title);

internal sealed record StoryProduct(string Code, string Name, string Group, string Unit, decimal Price, decimal Cost);

internal sealed record StoryLine(int Product, decimal Quantity);

/// <param name="Company">The customer when it is a company; else <paramref name="Person"/> is set.</param>
/// <param name="Contact">The person at the company whom the order names.</param>
/// <param name="ToContactOnly">The order names that person and no company, so the person is the customer elsewhere.</param>
internal sealed record StoryOrder(
    long Number, int? Company, int? Person, int? Contact, int DaysAgo, string Currency, IReadOnlyList<StoryLine> Lines, Presence Where, bool ToContactOnly);

/// <param name="Days">How long it takes; null while its end is open.</param>
internal sealed record StoryProject(string Code, string Name, StoryCompany Company, int StartDaysAgo, int? Days, decimal Hours, string ContractNo, Presence Where);
