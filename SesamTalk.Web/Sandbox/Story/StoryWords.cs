namespace SesamTalk.Web.Sandbox.Story;

/// <summary>The words of which the invented companies, people and places are made.</summary>
internal static class StoryWords
{
    public static readonly string[] FirstNames = Split("""
        Åse Øyvind Bjørn Kåre Solveig Ragnhild Håkon Ingrid Sølvi Jørgen Ærna Tuva Marte Sigrid Torbjørn Kjersti Åsmund Frøydis Pål Gøril
        Snorre Liv Eirik Bodil Børge Synnøve Ketil Gro Vårin Ståle Maja Nora Henrik Aksel Oda Iselin Magnus Live Trygve Hedda
        """);

    public static readonly string[] LastNames = Split("""
        Ødegård Åsheim Bærøe Lønning Sætre Høiland Kvåle Tveit Bråten Fjeldstad Grøndahl Myhre Nygård Rønning Skårdal Vågen Hæstad Brekke
        Løkken Sjøvik Tårnes Haugland Kjærstad Moløkken Øverland Aasen Dyrøy Flåten Gjerde Hovland Ingebrigtsen Jåtten Krogstad Lindgård
        """);

    public static readonly string[] Starts = Split("""
        Fjord Nordlys Bølge Måke Skjær Tømmer Blåklokke Rognebær Sølvfall Vardø Øyrekka Lønnetre Havgap Fjellbris Stålvik Åkergård Bjørkeli
        Midnattssol Rødhette Kystverk Brattli Granskog Tyttebær Elvebakk Vinterbro Høyloft Sæterdal Østavind Lysløype Grønnegård
        """);

    public static readonly string[] Trades = Split("""
        Bakeri Rør Elektro Bygg Regnskap Sjømat Transport Møbel Mekaniske Hagesenter Rådgivning Trykkeri Bokhandel Renhold Snekkeri Kaffebrenneri
        """);

    public static readonly string[] Streets = Split("""
        Fjordgata Bjørkeveien Kirkegata Skolebakken Åsgårdveien Strandgata Møllerløkka Nedre_Torggate Øvre_Storgate Prestegårdsveien
        Havnegata Lønneveien Tømmerkaia Sætervegen Kløverstien Rådhusplassen
        """);

    public static readonly (string Zip, string City)[] Places =
    [
        ("0182", "Oslo"), ("5014", "Bergen"), ("7011", "Trondheim"), ("4006", "Stavanger"), ("9008", "Tromsø"), ("6004", "Ålesund"),
        ("3015", "Drammen"), ("4612", "Kristiansand"), ("8006", "Bodø"), ("1605", "Fredrikstad"), ("3210", "Sandefjord"), ("2317", "Hamar"),
        ("3717", "Skien"), ("9405", "Harstad"), ("6509", "Kristiansund"), ("7800", "Namsos"), ("5501", "Haugesund"), ("1767", "Halden"),
        ("2609", "Lillehammer"), ("9510", "Alta"), ("1723", "Sarpsborg"), ("2819", "Gjøvik"), ("8622", "Mo i Rana"), ("3675", "Notodden"),
    ];

    public static readonly string[] Titles = ["Daglig leder", "Innkjøper", "Regnskapsansvarlig", "Prosjektleder", "Butikksjef", "Økonomisjef"];

    /// <summary>What orders name.</summary>
    public static readonly StoryProduct[] Products =
    [
        Good("V-100", "Kaffebønner, mørkbrent 1 kg", "KGM", 289m, 151m),
        Good("V-110", "Håndlaget brødform", "EA", 449.50m, 210m),
        Good("V-120", "Ullpledd «Sølvfall»", "EA", 1290m, 640m),
        Good("V-130", "Bjørkeved, sekk 60 l", "EA", 139m, 72m),
        Good("V-140", "Båtlakk 2,5 l", "EA", 799m, 433m),
        Good("V-150", "LED-lykt «Nordlys»", "EA", 349m, 148m),
        Good("T-200", "Montering", "HUR", 1150m, 620m),
        Good("T-210", "Rådgivning", "HUR", 1450m, 700m),
        Good("T-220", "Kjøring og frakt", "EA", 490m, 300m),
        Good("T-230", "Årlig service", "EA", 3900m, 1850m),
    ];

    public static readonly string[] GroupCodes = ["V", "T", "L", "R", "A", "F", "K", "G"];

    public static readonly string[] Kinds = Split("Kaffekopp Ullgenser Sengesett Skjærefjøl Lysestake Ryggsekk Termos Lue Votter Malerrull Hengelås Fiskestang");

    public static readonly string[] Looks = Split("blå rød liten stor «Fjord» «Bølge» grønn");

    public static readonly string[] Works = Split("Ombygging Rehabilitering Årskontrakt Nybygg Brygge_i Kaianlegg Butikkinnredning Tilbygg Serviceavtale Fasade");

    public static readonly string[] Jobs = ["Selger", "Montør", "Regnskapsfører", "Lagermedarbeider", "Prosjektleder", "Kundebehandler"];

    public static readonly string[] Suppliers =
        ["Nordavind Engros AS", "Skåla Emballasje AS", "Bråtens Trelast AS", "Østfold Papir AS", "Sæther Kjøl og Frys AS", "Ålesund Skipsutstyr AS", "Grønn Energi Salg AS", "Møre Verktøy AS"];

    private static StoryProduct Good(string code, string name, string unit, decimal price, decimal cost) =>
        new(code, name, name + ".", code[0] == 'V' ? "Varer" : "Tjenester", unit, price, cost, null, Place.Products);

    private static string[] Split(string words) =>
        [.. words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace('_', ' '))];
}
