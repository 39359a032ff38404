using System.Globalization;

namespace SesamTalk.Web.Sandbox.Story;

/// <summary>What the invented shop sells, in which groups, and from which departments.</summary>
internal sealed class StoryGoods(StoryDice dice)
{
    /// <summary>The products: those that orders name first, which stand everywhere, then as many as wanted of which some do not.</summary>
    public List<StoryProduct> Products(int count)
    {
        var products = StoryWords.Products.ToList();
        for (var at = 0; products.Count < count; at++) products.Add(Product(at));
        return products;
    }

    public static IReadOnlyList<StoryCode> Groups() => Codes(["Varer", "Tjenester", "Leie", "Reservedeler", "Abonnement", "Frakt", "Kurs", "Gavekort"], at => StoryWords.GroupCodes[at], 2, Place.Registers);

    public static IReadOnlyList<StoryCode> Departments() => Codes(
        ["Butikk", "Verksted", "Administrasjon", "Nettbutikk", "Lager", "Prosjekt", "Utleie", "Kundesenter"], at => ((at + 1) * 10).ToString(CultureInfo.InvariantCulture), 3, Place.Departments);

    // The first few are needed by others and stand everywhere; of the rest one stands in PowerOffice Go alone, one in the other alone.
    private static List<StoryCode> Codes(string[] names, Func<int, string> code, int needed, Place places) =>
        [.. names.Select((name, at) => new StoryCode(code(at), name, at < needed ? places : at == names.Length - 2 ? Place.PowerOffice : at == names.Length - 1 ? places & ~Place.PowerOffice : places))];

    private StoryProduct Product(int at)
    {
        var (kind, look) = (StoryWords.Kinds[at % StoryWords.Kinds.Length], StoryWords.Looks[(at + (at / StoryWords.Kinds.Length)) % StoryWords.Looks.Length]);
        decimal price = dice.Next(8, 240) * 10 - 1;
        var code = "V-" + (300 + at).ToString(CultureInfo.InvariantCulture);
        return new(code, $"{kind} {look}", $"{kind}, {look}. Laget i Norge.", "Varer", "EA", price, Math.Round(price * 0.55m, 2), dice.Gtin(300 + at),
            DemoStory.Where(at, Place.Products), at % 17 == 5 ? Place.Webshop : Place.None);
    }
}
