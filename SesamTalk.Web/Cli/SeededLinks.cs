using SesamTalk.Engine.Dataflows;
using SesamTalk.Engine.Matching;
using SesamTalk.Engine.Records;
using SesamTalk.Engine.Storage;
using SesamTalk.Engine.Storage.Tables;

namespace SesamTalk.Web.Cli;

/// <summary>Invented links with names, organisation numbers and e-mail addresses as they are in Norway; the same number gives the same link.</summary>
internal static class SeededLinks
{
    private static readonly string[] First = "Anne Kari Ingrid Marit Liv Solveig Åse Ragnhild Berit Astrid Jan Per Ola Bjørn Lars Kjell Knut Svein Geir Øyvind Håkon Pål Ståle Tor Ævar Odd Eirik Magnus Nora Emma Maja Sofie".Split(' ');
    private static readonly string[] Last = "Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen Pettersen Eriksen Berg Haugen Hagen Johannessen Bakken Dahl Lund Sørensen Moen Strand Solberg Ødegård Aasen Næss Tangen Fjeld Skår Bråten Myhre".Split(' ');
    private static readonly string[] Places = "Bergen Tromsø Ålesund Bodø Hamar Røros Molde Voss Geilo Lillehammer Stavanger Harstad Alta Kirkenes Egersund Mosjøen Førde Arendal Skien Drøbak".Split(' ');
    private static readonly string[] Trades = "Bakeri Bygg Elektro Kafé Regnskap Transport Fisk Rør Maskin Frisør Trelast Hotell Verft Gartneri Renhold Kraft Tannlege Mekaniske Møbler Sport".Split(' ');
    private static readonly string[] Forms = ["AS", "ANS", "ENK", "SA", "DA"];
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The link of a number, in one of the dataflow's pairs, with the words of its keys.</summary>
    public static (Link Link, IEnumerable<StoredLinkWord> Words) Of(Dataflow dataflow, int number)
    {
        var mixed = (uint)number * 2_654_435_761u;
        var name = number % 3 == 0 ? $"{Pick(First, mixed)} {Pick(Last, mixed / 37)}" : $"{Pick(Places, mixed)} {Pick(Trades, mixed / 23)} {Pick(Last, mixed / 491)} {Pick(Forms, mixed / 7)}";
        var state = number % 200 == 0 ? Population.Conflict : number % 97 == 0 ? Population.Waiting : number % 1009 == 0 ? Population.Failing : Population.InSync;
        var link = new Link
        {
            Id = Guid.CreateVersion7(Start.AddSeconds(number)), DataflowId = dataflow.Id, PairId = dataflow.Pairs[number % dataflow.Pairs.Length].Id,
            A = new RecordId($"{10_000_000 + number}"), B = new RecordId($"S-{number}"), LabelA = name, LabelB = number % 50 == 0 ? name + " (avd.)" : name,
            Origin = LinkOrigin.Found, State = state, LinkedAt = Start.AddSeconds(number), ChangedAt = Start.AddSeconds(number),
        };
        return (link, new[] { LinkWords.Key(KeyForm.OrganisationNumber, OrganisationNumber(number)), LinkWords.Key(KeyForm.Email, Mail(number)) }.OfType<string>().Select(word => new StoredLinkWord { Word = word, LinkId = link.Id }));
    }

    /// <summary>The organisation number of a number: nine digits that begin with 9 or 8.</summary>
    public static string OrganisationNumber(int number) => $"{(number % 2 == 0 ? 9 : 8)}{10_000_000 + number:D8}";

    /// <summary>The e-mail address of a number.</summary>
    public static string Mail(int number) => $"post{number}@fjord.example";

    private static string Pick(string[] words, uint by) => words[by % (uint)words.Length];
}
