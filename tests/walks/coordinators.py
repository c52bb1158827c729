"""Two coordinators: one on Monday morning, one whose thumb hits the wrong button."""

from tests.acceptance.handset import later, present
from tests.walks.neighbours import FOUR, propose
from tests.walks.walker import ANY, Walker

SUNDAY, NINE = 6, 9


async def monday_morning(p: Walker) -> None:
    """A work list with four proposals: approve, ask back, decline, join; then the figures."""
    await _until_sunday(p)
    await p.menu("meldingen", "U krijgt elk voorstel direct.")
    await p.tap("Elke dag", "Volgende werklijst:")
    await propose(p.page, *FOUR)
    await p.handset.show()
    await _until_monday(p)
    await p.look("Monday, nine o'clock", "Werklijst van")
    await p.tap("BB-…bankjes schilderen in…", "bankjes schilderen")
    await p.tap("Goedkeuren", "Dit bericht krijgt de indiener")
    await p.tap("Versturen", "goedgekeurd")
    await p.tap("Volgende voorstel", "koffie schenken")
    await p.tap("Vraag stellen", "Over welk antwoord")
    await p.tap("Geld", "Typ uw vraag")
    await p.type("Betaalt het buurthuis iemand voor de koffie, of is er subsidie?", "Dit bericht")
    await p.tap("Versturen", "vraag gesteld")
    await p.tap("Volgende voorstel", "zwerfvuil rapen")
    await p.tap("Afwijzen", "Waarom")
    await p.tap("Wij weten: het wordt al gedaan", "iets bij schrijven")
    await p.type("De bewonersgroep Reitdiep doet dit al elke zaterdag.", "Dit bericht")
    await p.tap("Versturen", "afgewezen")
    await p.tap("Volgende voorstel", "bankjes verven")
    await p.tap("Notitie", "Typ uw notitie")
    await p.type("Bellen met Wijkbedrijf Selwerd over de verf", "Bellen met")
    await p.tap("Samenvoegen", "Met welk voorstel")
    await p.tap("BB-…", "Dit bericht krijgt de indiener")
    await p.tap("Versturen", "samengevoegd")
    await p.tap("Volgende voorstel", "niets te beoordelen")
    await p.menu("cijfers", "4 voorstellen")
    await p.tap("Voorwaarden", "Het vaakst")
    await p.type("nog iets voor mij?", ANY)


async def _until_sunday(p: Walker) -> None:
    """Moves the clock to a Sunday, today or to come."""
    now = await present(p.page)
    while now.weekday() != SUNDAY:
        now = await later(p.page, "+1 dag")


async def _until_monday(p: Walker) -> None:
    """Moves the clock on to nine o'clock of the next morning."""
    now = await later(p.page, "+1 uur")
    while now.weekday() == SUNDAY or now.hour < NINE:
        now = await later(p.page, "+1 uur")


async def misclicks(p: Walker) -> None:
    """A thumb that is too fast: undo, back, an old card, the wrong reason, the wrong proposal."""
    await propose(p.page, *FOUR)
    await p.handset.show()
    await p.look("four new proposals", "Nieuw voorstel")
    await p.tap("BB-… openen", "Te beoordelen")
    await p.tap("Goedkeuren", "Dit bericht krijgt de indiener")
    await p.tap("Terug", "Te beoordelen")
    await p.tap("Afwijzen", "Waarom")
    await p.tap("Niet in de gemeente", "iets bij schrijven")
    await p.tap("Terug", "Waarom")
    await p.tap("Dubbel", "iets bij schrijven")
    await p.tap("Zonder toelichting", "Dit bericht krijgt de indiener")
    await p.tap("Versturen", "afgewezen")
    await p.tap("Ongedaan maken", "Ongedaan gemaakt")
    await p.tap("Volgende voorstel", "Te beoordelen")
    await p.tap("Vraag stellen", "Over welk antwoord")
    await p.type("hoeveel uur precies?", "Over welk antwoord")
    await p.tap("Uren", "Dit bericht krijgt de indiener")
    await p.type("/beoordelen", "Te beoordelen")
    await p.type("Kan het ook 4 uur zijn?", ANY)
    await p.tap("Goedkeuren", "Dit bericht krijgt de indiener")
    await p.tap("Versturen", "goedgekeurd")
    await p.wait("+1 minuut", "+1 minuut")
    await p.tap("Ongedaan maken", "niet meer")
    await p.tap("BB-… openen", "", nth=0)
    await p.type("Volgende", ANY)
    await p.menu("beoordelen", "Te beoordelen")
    await p.tap("Kies een gebied", "Van welk gebied")
    await p.tap("Oost", "Oost")
