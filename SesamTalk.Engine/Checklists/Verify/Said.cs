using SesamTalk.Engine.Reasons;

namespace SesamTalk.Engine.Checklists.Verify;

/// <summary>What the machine says about lines, in both languages.</summary>
internal static class Said
{
    public static Reason NothingToRefer(string system, string path) => Reason.InBoth(
        $"{system} asks for {path}, and there is no record that it could refer to.", $"{system} krever {path}, og det finnes ingen post å vise til.");

    public static Reason NotReady(string pair) => Reason.InBoth($"The pair {pair} is not ready to run.", $"Paret {pair} er ikke klart til å kjøre.");

    public static Reason Production(string system) => Reason.InBoth(
        $"{system} is neither a demo nor a test system, and nobody consented for this round. Nothing was written.", $"{system} er verken et demo- eller testsystem, og ingen har samtykket for denne runden. Ingenting ble skrevet.");

    public static Reason NoPartner(Reason why) => why.IsEmpty
        ? Reason.InBoth("No record was created on the other side.", "Ingen post ble opprettet på den andre siden.")
        : Reason.All([Reason.InBoth("No record was created on the other side", "Ingen post ble opprettet på den andre siden"), why]);

    public static Reason NoCouple(Reason why) => why.IsEmpty
        ? Reason.InBoth("There are no linked records to test with.", "Det finnes ingen koblede poster å teste med.")
        : Reason.All([Reason.InBoth("There are no linked records to test with", "Det finnes ingen koblede poster å teste med"), why]);

    public static Reason MadeAlthough { get; } = Reason.InBoth("A record got a partner although the definition says that it gets none.", "En post fikk en partner selv om definisjonen sier at den ikke skal få noen.");

    public static Reason NotLinked { get; } = Reason.InBoth("Two records that agree in the merge key were not linked.", "To poster som er like i koblingsnøkkelen, ble ikke koblet.");

    public static Reason LinkedOtherwise { get; } = Reason.InBoth("The record was linked to another record than the one that agrees.", "Posten ble koblet til en annen post enn den som er lik.");

    public static Reason NotAsExpected(string expected, string found) => Reason.InBoth($"“{expected}” was expected, and “{found}” is there.", $"«{expected}» var ventet, og «{found}» står der.");

    public static Reason NotKept(string system) => Reason.InBoth($"{system} took the value and did not keep it.", $"{system} tok imot verdien og beholdt den ikke.");

    public static Reason RefusedAtSource(string system, Reason why) => Reason.InBoth($"{system} itself does not take such a value: {why.In("en")}", $"{system} tar selv ikke imot en slik verdi: {why.In("nb")}");

    public static Reason RefusedAcross(string system, Reason why) => Reason.All([Reason.InBoth($"{system} does not take such a value, and says so", $"{system} tar ikke imot en slik verdi, og sier det"), why]);

    public static Reason NotExpressed(Reason why) => Reason.All([Reason.InBoth("The value cannot be told in the other system's terms", "Verdien kan ikke uttrykkes i det andre systemet"), why]);

    public static Reason OwnValue(string system, string value) => Reason.InBoth($"{system} puts “{value}” in the place of no value.", $"{system} setter inn «{value}» der det ikke er noen verdi.");

    public static Reason NeverThere { get; } = Reason.InBoth("The value does not get to the other side, so nobody can see it cleared there.", "Verdien kommer ikke fram til den andre siden, så ingen kan se den bli tømt der.");

    public static Reason NotMeant { get; } = Reason.InBoth("The row is not meant for such a record.", "Raden gjelder ikke for en slik post.");

    public static Reason ByPerson { get; } = Reason.InBoth("Only a person can test this.", "Bare et menneske kan teste dette.");

    public static Reason ConflictLost { get; } = Reason.InBoth("Both sides were edited, and nobody was asked.", "Begge sider ble redigert, og ingen ble spurt.");

    public static Reason NothingTravelled { get; } = Reason.InBoth("No edit travelled to the other side.", "Ingen endring kom fram til den andre siden.");

    public static Reason NotTaggable(string system, string entity) => Reason.InBoth($"Test records of {entity} in {system} could not be removed again.", $"Testposter av {entity} i {system} kunne ikke fjernes igjen.");

    public static Reason TooFew { get; } = Reason.InBoth("There are too few linked records to refer to.", "Det finnes for få koblede poster å vise til.");

    public static Reason Cancelled { get; } = Reason.InBoth("Stopped before it was tested.", "Stoppet før det ble testet.");
}
