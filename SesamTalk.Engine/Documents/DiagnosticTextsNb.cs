using static SesamTalk.Engine.Documents.DiagnosticKind;

namespace SesamTalk.Engine.Documents;

/// <summary>The diagnostics in Norwegian Bokmål: what, then what to do.</summary>
internal static class DiagnosticTextsNb
{
    private const string Look = "Se på linjen; paret kjører ikke før den er rettet.";
    private const string Again = "Hent dokumentet på nytt, eller rett linjen, og les det en gang til.";

    internal static (string What, string ToDo) Norwegian(DiagnosticKind kind, string detail) => kind switch
    {
        FileUnreadable => ($"Filen kan ikke leses: {detail}.", "Kontroller stien og tilgangen."),
        TooLarge => ($"Filen er større enn grensen på {detail}; den ble ikke lest.", "Et dataflytdokument er aldri så stort: kontroller at det er riktig fil."),
        Empty => ("Filen er tom.", "Kontroller at det er riktig fil."),
        Binary => ("Filen er binær, ikke tekst.", "Kontroller at det er riktig fil."),
        Utf16 => ("Filen er UTF-16-tekst.", "Lagre den som UTF-8 og les den på nytt."),
        NotUtf8 => ("Linjen er ikke UTF-8-tekst (kanskje Latin-1 eller Windows-1252).", "Lagre filen som UTF-8 og les den på nytt."),
        NoTitle => ("Dette er ikke et dataflytdokument: det har ingen tittel «… to … Dataflow» mellom to linjer med likhetstegn.", "Kontroller at det er riktig fil."),
        TruncatedTable => ("Tabellen er kuttet her.", Again),
        TruncatedText => ("Dokumentet slutter midt i en seksjon eller en linje.", Again),
        WrongTableHeader => ($"Tabellens overskrift er ikke den som ventes her: {detail}.", Again),
        WrongCellCount => ($"Raden har {detail} celler, ikke like mange som tabellens overskrift.", Again),
        Directive => ($"Et direktiv som ikke følges: {detail}. Ingenting ble hentet inn eller kjørt.", "Fjern det; et dataflytdokument har bare tabeller."),
        NotUnderstood => ($"Ikke forstått: {detail}", Look),
        UnknownHeading => ($"En overskrift som ikke nevner noe par: {detail}", Look),
        DiffersFromForm => ("Skrevet annerledes enn formen sier.", Look),
        NamesDisagree => ($"Navnene her er ikke overskriftens: {detail}", Look),
        SourceNotResolved => ($"Hvilket system «{detail}» hører til, kan ikke avgjøres: navnet er ikke tittelens.", "Velg systemet ved import."),
        TargetNotResolved => ($"Hvilket system «{detail}» hører til, kan ikke avgjøres: navnet er ikke tabelloverskriftens.", "Velg systemet ved import."),
        ConnectedSystemNotResolved => ($"Hvilket system de tilknyttede entitetene hører til, kan ikke avgjøres: {detail}", "Velg entitetene ved import."),
        ConnectedSystemsMixed => ($"De tilknyttede entitetene er fra mer enn ett system: {detail}", "Velg entitetene ved import."),
        OtherTargetSystem => ($"De tilknyttede entitetene skal synkroniseres til «{detail}», som ikke er dette målet.", Look),
        OpeningMissing => ("Seksjonen sier ikke hvilke poster som synkroniseres.", Look),
        SentenceRepeated => ("Seksjonen sier dette to ganger.", Look),
        OrderBroken => ("Dette står i en annen rekkefølge enn formen har.", Look),
        OnceMissing => ("Seksjonen sier ikke at lenkede poster holdes like.", Look),
        PropertiesMissing => ("Seksjonen har ingen egenskapstabell.", Look),
        BeforeWithoutKeys => ("En lenke må finnes først, men ingen nøkler sier hvordan den finnes.", "Legg til nøkler."),
        KeysWithoutMatch => ("Det er nøkler, men ikke hva som skjer ved treff.", Look),
        MatchWithoutKeys => ("Det står hva som skjer ved treff, men det er ingen nøkler.", "Legg til nøkler."),
        HalfMatch => ("Bare én av de to setningene om treff er der.", Look),
        MatchingDoesNotFit => ("Det som sies om treff, passer ikke til seksjonens åpning.", Look),
        CreationWithoutBefore => ("Opprettelse ved behov er oppgitt der en lenke ikke kreves først.", Look),
        CellNotUnderstood => ($"Cellen er verken en sti eller en sti med avhengighet: {detail}", Look),
        UnevenKey => ("Nøkkelen har flere egenskaper på den ene siden enn på den andre.", Look),
        DamagedType => ($"Datatypen er skadet og brukes ikke: {detail}", "Velg egenskapens type."),
        TypeOutsideTable => ($"Datatypen står på en egen linje og brukes ikke: {detail}", "Velg egenskapens type."),
        TypeUnknown => ($"Datatypen er verken et navn eller et uttrykk: {detail}", "Velg egenskapens type."),
        GeneratedMissing => ("Dokumentet sier ikke når det ble laget.", "Kontroller at det er helt."),
        GeneratedDamaged => ($"Tidspunktet er ikke en dato og et klokkeslett: {detail}", "Kontroller at dokumentet er helt."),
        IntroductionMissing => ("Dokumentet har ingen innledning.", "Kontroller at det er helt."),
        ShortUnderline => ("Understrekingen er ikke like lang som overskriften.", "Ingenting trenger å gjøres."),
        DuplicateSection => ($"De samme to navnene står over mer enn én seksjon: {detail}", "Hver beholdes som en egen flyt."),
    };
}
