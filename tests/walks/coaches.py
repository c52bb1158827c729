"""Two coaches: one in a corridor with a phone in one hand, one with a morning of talks."""

from tests.walks.walker import ANY, Walker

WISHES = "Wat wilt u doen?"


async def in_a_corridor(p: Walker) -> None:
    """One check between two talks, put away, taken up again the next day."""
    await p.look("takes out the phone", WISHES)
    await p.menu("check", "Nog te bepalen: 7 van 7")
    await p.tap("❓ Bijstandsuitkering", "Nog te bepalen: 6 van 7")
    await p.tap("❓ 27 jaar of ouder", "Nog te bepalen: 5 van 7")
    await p.type("Jan de Vries, 34 jaar", ANY)
    await p.wait("+1 dag", "+1 uur")
    await p.type("/check", "U hebt nog een kaart open")
    await p.tap("Verder met die kaart", "Nog te bepalen: 5 van 7")
    await p.tap("❓ Geen lopend traject", "Nog te bepalen: 4 van 7")
    await p.tap("✅ Geen lopend traject", "Advies: voldoet niet")
    await p.tap("Uitleg", "moet een bijstandsuitkering ontvangen")
    await p.tap("Alles voldoet", "✅ Diverse taken")
    await p.tap("✅ 32 tot 36 uur", "🕐 Minder uren")
    await p.tap("Opslaan", "Dit is een advies. U beslist.")
    await p.tap("Kopieer code", "Gekopieerd")
    await p.tap("Openen", "Regels")
    await p.tap("Advies aanpassen", "Welke voorwaarde")
    await p.tap("Geen lopend traject: …", "volgens u")
    await p.tap("✅ voldoet", "Waarom")
    await p.tap("Nieuwe informatie", "Met aanpassing")
    await p.type("bedankt", ANY)


async def five_in_a_row(p: Walker) -> None:
    """Five candidates of one morning; then the list, one code, one mistake put right."""
    await p.menu("check", "Nog te bepalen: 7 van 7")
    await p.tap("Alles voldoet", "Advies: voldoet")
    await p.tap("Opslaan", "U beslist")
    await p.tap("Nieuwe toets", "Nog te bepalen: 7 van 7")
    await p.tap("Alles voldoet", "Advies: voldoet")
    await p.tap("✅ 32 tot 36 uur", "bespreken")
    await p.tap("Opslaan", "U beslist")
    await p.tap("Nieuwe toets", "Nog te bepalen: 7 van 7")
    await p.tap("Alles voldoet", "Advies: voldoet")
    await p.tap("✅ 27 jaar of ouder", "Advies: voldoet niet")
    await p.tap("✅ Geen lopend traject", "Advies: voldoet niet")
    await p.tap("Opslaan", "U beslist")
    await p.tap("Nieuwe toets", "Nog te bepalen: 7 van 7")
    await p.tap("❓ Bijstandsuitkering", "Nog te bepalen: 6 van 7")
    await p.tap("Opslaan", "U beslist")
    await p.tap("Nieuwe toets", "Nog te bepalen: 7 van 7")
    await p.tap("Stoppen", "Gestopt")
    await p.tap("Nieuwe toets", "Nog te bepalen: 7 van 7")
    await p.tap("Alles voldoet", "Advies: voldoet")
    await p.tap("Opslaan", "U beslist")
    await p.menu("checks", "Uw toetsen")
    await p.tap("K-…", "Regels", nth=-1)
    await p.tap("Opnieuw toetsen", "opnieuw")
    await p.tap("Opslaan", "versie 2")
    await p.tap("Openen", "Regels")
    await p.tap("Verwijderen", "verwijderen?")
    await p.tap("Ja, verwijderen", "is verwijderd")
    await p.type("K-2222", ANY)
    await p.type("/taken", ANY)
    await p.type("wat is een lopend traject?", ANY)
