using System.Collections.Frozen;
using static SesamTalk.Engine.Dataflows.ReadinessCodes;

namespace SesamTalk.Engine.Dataflows;

/// <summary>The sentences of readiness in Norwegian Bokmål, with the same arguments as the English ones.</summary>
public static class ReadinessTextsNb
{
    /// <summary>A sentence for each code.</summary>
    public static FrozenDictionary<string, string> Norwegian { get; } = new Dictionary<string, string>
    {
        [NotConnected] = "Ingen tilkoblet system står for {0}. Ingenting i denne dataflyten kjører. Koble til ett med kommandoen `system`, eller velg ett som finnes.",
        [NotDescribed] = "Det er ikke kjent hva {0} inneholder: systemet «{1}» er ikke tilkoblet, eller har ikke svart ennå. Ingenting i denne dataflyten kjører. Koble det til med kommandoen `system`, eller se til at det svarer.",
        [PausedDataflow] = "Dataflyten er satt på pause: {0} Gjenoppta den når det er avklart.",
        [PausedPair] = "Paret er satt på pause: {0} Gjenoppta det når det er avklart.",
        [NotUnderstood] = "Dette ble ikke forstått i dokumentet: {0} Se på linjen og si hva den betyr, eller fjern den.",
        [SelfPair] = "Dette knytter {0} i {1} til seg selv: det sier hvilke nøkler duplikater kjennes igjen på, og ingen post kopieres. Det er ingenting å kjøre.",
        [EntityUnresolved] = "{1} har ikke noe som heter {0}. Det har: {2}. Velg entiteten som er ment.",
        [EntityAmbiguous] = "{0} passer på flere entiteter i {1}: {2}. Velg den som er ment.",
        [ConditionWithoutPredicate] = "{1} overføres bare på en betingelse: «{0}». Si hvilken egenskap og verdi det gjelder; uten det kjører paret ikke.",
        [FilterIncomplete] = "Et filter på {0} i {1} mangler egenskapen eller verdien. Fullfør det eller fjern det.",
        [FilterUnresolved] = "Et filter spør etter {0}, men {1} i {2} har ingen slik egenskap. Velg en annen egenskap.",
        [FilterValue] = "Et filter spør etter «{0}» i {1}, som ikke er en verdi egenskapen kan ha i {2}. Oppgi en verdi den kan ha.",
        [KeyUnresolved] = "En flettenøkkel nevner {0}, men {1} i {2} har ingen slik egenskap. Velg en annen egenskap eller fjern nøkkelen.",
        [NoRows] = "Det er ingen egenskapsrader, så ingenting kan opprettes, og ingen flettenøkler, så ingenting kan knyttes sammen. En ny {0} i {1} trenger: {2}. Legg til rader eller flettenøkler.",
        [RequiredMissing] = "En ny {0} i {1} trenger {2}, og ingen rad eller konstant gir det. Legg til en rad, oppgi en standardverdi, eller sett oppretting i {1} til aldri.",
        [CreationNotPossible] = "{1} tar ikke imot ny {0} utenfra. Sett oppretting i {1} til aldri; knyttede poster følger da fortsatt med.",
        [ConnectedUnresolved] = "En {0} opprettes bare når noe den er knyttet til, gjør det, men {1} har ingen av: {2}. Velg entitetene som er ment.",
        [PartWithoutList] = "{0} er deler av {1} i {2}, men ingen rad nevner en egenskap inne i en liste i {1}. Legg til rader som «lines.quantity».",
        [PartWithoutKey] = "{0} er deler av {1} i {2}, men ingenting skiller elementene i {3} fra hverandre, så de kan ikke finnes igjen. Legg til en flettenøkkel mellom en egenskap i {0} og en inne i {3}.",
        [DiscriminatorMissing] = "En {0} i {1} kan høre til dette paret eller til {2}, så en ny ville ikke bli opprettet noe sted. Legg til et filter på begge parene som skiller dem (for eksempel type = …).",
        [PathUnresolved] = "{1} i {2} har ingen egenskap {0}. Velg egenskapen som er ment, eller fjern raden.",
        [DependencyBlank] = "Raden er avhengig av en annen egenskap, men dokumentet lar den stå tom: «having {0} in {1}». Si hvilken egenskap og verdi som er ment, eller fjern avhengigheten.",
        [DependencyUnresolved] = "Raden er avhengig av {0}, men {1} i {2} har ingen slik egenskap. Velg en annen egenskap.",
        [DependencyValue] = "Raden er avhengig av «{0}» i {1}, som ikke er en verdi egenskapen kan ha i {2}. Oppgi en verdi den kan ha.",
        [TypeDamaged] = "Datatypen {0} forstås ikke, så verdien kan ikke konverteres. Velg en datatype for raden.",
        [RowWritesNothing] = "Raden {0} → {1} kan ikke skrive noe: {2} beregner verdien selv. Endre radens retning eller fjern den.",
        [ReferenceOneSided] = "{0} i {1} inneholder id-en til en annen post ({2}), men {3} i {4} er ikke kjent som en henvisning, og en id fra ett system betyr ingenting i det andre. Si hva {3} viser til, eller fjern raden.",
        [ReferenceWithoutPair] = "{0} viser til {1} i {2}, men ingen par knytter dem til det {3} viser til, her eller i en annen dataflyt over de samme to systemene, så henvisningen kan aldri overføres. Legg til et slikt par, eller fjern raden.",
        [ListAgainstSingle] = "{0} i {1} står inne i en liste, og {2} i {3} står ikke i en som svarer til den, så flere verdier måtte bli til én. Velg to egenskaper inne i lister, eller to utenfor.",
        [PartOutsideList] = "{0} hører til en del, men {1} i {2} er ingen egenskap inne i {3}, der delene ligger. Velg en egenskap inne i {3}, eller fjern raden.",
        [MappedTwice] = "{0} i {1} i {2} er også med i paret {3}, og begge kan knyttes til samme post. Legg til filtre som skiller parene, fjern en av radene, eller sett ett av parene på pause.",
        [OneWayOnly] = "{0} beregnes av {1}: endringer i {2} overføres ikke dit.",
        [OnlyOnCreate] = "{0} kan bare settes i {1} når en post opprettes: senere endringer i {2} overføres ikke dit.",
        [NoUpdates] = "{0} i {1} kan ikke endres utenfra: endringer i {2} overføres ikke dit.",
        [LinksOnly] = "Det er ingen egenskapsrader: poster knyttes sammen med flettenøklene, og ingenting opprettes eller endres.",
        [NothingLinks] = "Det er ingen flettenøkler, og ingenting opprettes: bare en person kan knytte poster sammen.",
        [ConnectedPartly] = "{1} har ingen {0}; den delen av opprettingsregelen hoppes over.",
        [CreatesInSeveral] = "En ny {0} i {1} hører også til {2}: begge dokumentene sier at hver av dem opprettes. En slik post venter på at en person velger, om ikke filtre skiller parene.",
        [Bends] = "{0} i {1} og {2} i {3} bærer ikke alle verdier begge veier: «{4}» blir til «{5}» i {3} og kommer tilbake som «{6}». Velg konverteringer som opphever hverandre, eller la raden gå bare én vei.",
        [DoesNotComeBack] = "{0} i {1} og {2} i {3} bærer ikke alle verdier begge veier: «{4}» blir til «{5}» i {3} og kan ikke komme tilbake. Velg konverteringer som opphever hverandre, eller la raden gå bare én vei.",
        [HasNoCounterpart] = "{0} i {1} har verdier som {2} i {3} ikke kan holde, for eksempel «{4}». Velg en konvertering for dem, eller la raden gå bare én vei.",
    }.ToFrozenDictionary();
}
