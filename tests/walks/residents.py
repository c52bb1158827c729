"""Three residents who have little time, or little patience with forms."""

from tests.walks.walker import ANY, Walker

WELCOME = "Goedendag!"


async def hurried_secretary(p: Walker) -> None:
    """The secretary of a korfbal club: short answers, typed where that is quicker."""
    await p.look("opens the chat")
    await p.begin(WELCOME)
    await p.tap("Taak voorstellen", "Vraag 1 van 12")
    await p.type("vereniging", "Hoe heet")
    await p.type("KV De Parrel", "Wat moet er gebeuren?")
    await p.type("kantine schoonmaken", "In welke wijk")
    await p.type("vinkhuisen", "Bedoelt u Vinkhuizen?")
    await p.type("ja", "Vraag 5")
    await p.type("4", "Vraag 6")
    await p.type("elke week", "Vraag 7")
    await p.tap("Ja", "Vraag 8")
    await p.tap("Nee", "Vraag 9")
    await p.tap("Nee", "Vraag 10")
    await p.mean("nee vrijwilligers hebben er geen tijd voor", "Vraag 11", instead="nee")
    await p.mean("j", "Vraag 12", instead="ja")
    await p.type("wij", "Vraag 13")
    await p.tap("Mail mij", "Naar welk adres")
    await p.mean("secretaris@deparrel,nl", "Klopt het zo?", instead="secretaris@deparrel.nl")
    await p.tap("Versturen", "Uw voorstel is binnen.")
    await p.tap("Kopieer nummer", "Gekopieerd")


async def all_in_one_message(p: Walker) -> None:
    """Someone who tells everything at once, and does not expect a form."""
    await p.begin(WELCOME)
    await p.type(
        "Hallo, ik ben Henk en ik woon in de korrewegwijk. Bij ons in de straat ligt altijd zo veel"
        " rommel rond de containers, matrassen en zakken en de gemeente komt maar niet. Ik denk dat"
        " iemand daar wel 8 uur per week mee bezig kan zijn, het hele jaar door. Niemand doet het nu"
        " en er is geen geld voor. Bel me maar op 06-12345678. Groet Henk",
        ANY,
    )
    await p.tap("Taak voorstellen", "Vraag 1 van 12")
    await p.type("gewoon bewoner ben ik", "Vraag 2")
    await p.type(
        "Bij ons in de straat (Floresstraat, korrewegwijk) ligt altijd zo veel rommel rond de"
        " containers, matrassen en zakken. 8 uur per week het hele jaar. Niemand doet het nu en er is"
        " geen geld voor. Bel me maar op 06-12345678",
        ANY,
    )
    await p.type(
        "Rommel rond de containers opruimen, matrassen en zakken. 8 uur per week het hele jaar",
        "Vraag 3",
    )
    await p.mean("korewegwijk, floresstraat", "Vraag 4", instead="[Ja, …]")
    await p.type("wat kost dat eigenlijk?", "Een taak voorstellen kost niets")
    await p.mean("zei ik al, 8 uur", "Vraag 5", instead="8 uur")
    await p.mean("het hele jaar door", "Vraag 6", instead="[Het hele jaar]")
    await p.mean("ja natuurlijk, het is nu een bende", "Vraag 7", instead="[Ja]")
    await p.mean("nee dat zeg ik toch", "Vraag 8", instead="nee")
    await p.type("nee", "Vraag 9")
    await p.mean("weet ik veel", "Vraag 10", instead="[Weet ik niet]")
    await p.mean("ja hoor dat kan iedereen", "Vraag 11", instead="[Ja]")
    await p.type("geen idee", "Vraag 12")
    await p.tap("Bel mij", "Deel uw nummer")
    await p.key("Deel mijn nummer", "Klopt het zo?")
    await p.tap("Plek", "Waar is het precies?")
    await p.type("floresstraat bij nr 40", "Klopt het zo?")
    await p.attach("photo", "1 foto")
    await p.tap("Toch versturen", "Uw voorstel is binnen.")


async def says_yes_to_all(p: Walker) -> None:
    """Someone with little Dutch who says yes to be friendly."""
    await p.begin(WELCOME)
    await p.mean("ja", "Vraag 1 van 12", instead="[Taak voorstellen]")
    await p.type("ja", ANY)
    await p.mean("ja ja", "Vraag 2", instead="[Bewoner]")
    await p.type("ja", "Ik zie hier nog geen taak in")
    await p.type("helpen oude mensen boodschap", "Vraag 3")
    await p.type("ja groningen", ANY)
    await p.mean("Groningen", "Vraag 4", instead="[Hele gemeente]")
    await p.mean("ja", "Vraag 5", instead="[5-8]")
    await p.mean("ja", "Vraag 6", instead="[Het hele jaar]")
    await p.type("ja", "Vraag 7")
    await p.type("ja", "Vraag 8")
    await p.type("ja", "Vraag 9")
    await p.type("ja", "Vraag 10")
    await p.type("ja", "Vraag 11")
    await p.mean("ja", "Vraag 12", instead="[Ik of mijn organisatie]")
    await p.mean("ja", "Klopt het zo?", instead="[Via deze chat]")
    await p.mean("ja", "Uw voorstel is binnen.", instead="[Toch versturen]")
    await p.type("ja dank u", ANY)
