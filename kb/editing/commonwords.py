"""Long Dutch words that any text may use, and that so say nothing about this field."""

_ENDINGS = ("lijk", "lijke", "lijks", "ende", "erde", "elde", "igde", "isch", "ische", "ieve", "baar", "bare", "zame")
"""How adverbs, adjectives and verbs of the past end; what belongs in a list is nearly always a noun."""

_TEXT = """
aanbevelingen aandachtspunten aanleiding aanpakken aantallen aanvullend aanvulling achtergrond achterliggend
activiteit activiteiten afgelopen afgesproken afhankelijk afspraken algemeen alternatief anderzijds antwoorden
beantwoorden bedoeling beginnen begonnen behoefte behoeften behouden bekijken belangrijk belangrijkste belangstelling
benaderen bereiken beschikken beschreven beschrijft beschrijven beschrijving beslissing beslissingen bestaande
betekenis betrekken betrokken betrokkenen bevindingen bevorderen bezoekers bijdragen bijeenkomst bijeenkomsten
bijgedragen bijvoorbeeld binnenkort buitendien daadwerkelijk daarentegen daarnaast daarvoor desondanks doelstelling
doelstellingen doorlopen eenvoudig eenvoudige enthousiasme enthousiast enthousiaste evenwicht gebruiken gebruikers
gebruikt gedachten gedurende gegevens gelegenheid genoemde geslaagd gestarte gevolgen gewoonlijk groeiende hoofdstuk
iedereen inhoudsopgave initiatief initiatieven inmiddels inschatting interessant kinderen knelpunten landelijk
langzaam makkelijker manieren middelen moeilijke mogelijkheden mogelijkheid momenteel nauwelijks nederlands
nederlandse noodzaak ondanks onderdeel onderdelen onderling onderwerp onderwerpen onderzoek ongeveer ontmoeten
ontwikkeld ontwikkelde ontwikkelen ontwikkelt onvoldoende oorspronkelijk oorzaken opgeleverd opgestart opleveren
oplossing oplossingen opmerkingen organiseren overeenkomst overeenkomsten overeenstemming overtuigd overwegen
overzicht personen plaatsvinden praktische problemen professional professionals realiseren redenen regelmatig rekening
resultaat resultaten samenhang samenstelling situatie situaties specifiek standpunt stappenplan startdatum stimuleren
succesvol succesvolle tegelijk tegenslag tegenwoordig terugkeren tevreden toegankelijk toekomstig toepassen toepassing
traditioneel tussentijds uitbreiden uitbreiding uitdaging uitdagingen uiteindelijk uitgangspunt uitgangspunten
uitgevoerd uitkomsten uitleggen uitvoeren uitvoering uitwisselen uitzondering vaststellen veranderde veranderen
verandering veranderingen verbeteren verbetering verbinden verbinding verdeling vergelijken verkrijgen verlengen
vermelden verschenen verschil verschillen verschillend verschillende verspreiden vertellen vertrouwen verwachten
verwachting verwachtingen voldoende volgende voorbeeld voorbeelden voorbereiden voorbereiding voordelen voorlopig
voorstellen voorwaarden voorzichtig vragenlijst waarnemen waarschijnlijk werkwijze werkwijzen wijziging wijzigingen
zekerheid zelfstandig
"""
_WORDS = frozenset(_TEXT.split())


def is_ordinary(form: str) -> bool:
    """True for a word (folded) that belongs to the language, not to the field."""
    return form in _WORDS or form.endswith(_ENDINGS)
