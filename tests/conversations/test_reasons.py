"""People explain their yes or no. It counts when nothing in it can mean another answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.answers import Accepted, Rejected, understand
from conversations.conditions.task import TASK
from conversations.flows import typed as options
from conversations.flows.propose_task import asked
from conversations.reasons import explains, with_reason
from conversations.rejections import YES_NO_ALONE
from conversations.replies import Typed
from conversations.text import text
from conversations.verdict import Condition
from conversations.words import NO, UNSURE, YES, match
from tests.conversations.test_words import IN_DOUBT

ANSWERS = {"yes": YES, "no": NO, "unsure": UNSURE}
SAID = {
    "yes": (
        "ja natuurlijk, het is nu een bende",
        "ja, het is daar een bende",
        "Ja! Dan wordt het eindelijk eens netjes",
        "ja, de gemeente betaalt",
        "ja, mijn buurman doet dat al jaren",
        "ja, iedereen heeft er plezier van",
        "ja hoor, zeker",
        "jazeker, het plein ziet er vreselijk uit",
        "ja - het wordt er mooier van",
        "ja. het wordt schoner",
        "ja, met begeleiding",
        "ja, dat zeg ik toch",
        "ja dat zeg ik toch",
        "ja zei ik al",
        "ja dat doet de gemeente",
        "ja dat doet de gemeente al",
        "ja het wordt er veel schoner van",
        "ja hoor dan is het hier veel netter",
        "ja er is subsidie voor",
        "ja, er is subsidie voor",
        "zeker, het wordt er gezelliger van",
        "ja natuurlijk, fijn 👍",
        "yes, it is a mess",
        "ja, dank u",
        "ja hoor, iedereen",
        "ja, al jaren",
        "ja, de gemeente doet dat",
        "ja, vrijwilligers doen dat al jaren",
        "ja, iedereen vindt het fijn",
        "ja, veel gezelliger",
        "ja, dat denk ik wel",
        "ja, want het is nu vies",
        "ja, het wordt schoner en veiliger",
        "inderdaad, het is er erg vies",
    ),
    "no": (
        "nee dat zeg ik toch",
        "nee zoals ik al zei",
        "nee, zeker weten",
        "nee vrijwilligers hebben er geen tijd voor",
        "nee, vrijwilligers hebben er geen tijd voor",
        "nee niemand doet dat",
        "nee, niemand doet het",
        "nee dat doet niemand",
        "nee er is niemand die dat doet",
        "nee hoor, daar is geen geld voor",
        "nee er is geen geld",
        "nee geen subsidie",
        "nee, er gebeurt niets",
        "nee de gemeente doet niks",
        "nee, de gemeente doet het niet",
        "nee dat neemt geen werk weg",
        "nee, dat neemt van niemand werk weg",
        "nee, het blijft al jaren liggen",
        "nee niemand krijgt er geld voor",
        "nee want er is niemand voor",
        "nee joh, niemand",
        "nee, dat komt nooit",
        "no, nobody does it",
        "nee dank u",
    ),
    "unsure": (
        "weet ik niet, daar ga ik niet over",
        "geen idee, ik woon hier pas",
        "weet ik niet, vraag het de gemeente",
    ),
}
ASKED_AGAIN = (
    ", 👍 het is nu een bende",
    "nee, dat doet de gemeente al",
    "nee dat doet de gemeente al",
    "nee hoor, dat doen we zelf",
    "nee, de buurman doet het",
    "nee, er is subsidie",
    "nee, de kerk betaalt",
    "nee alleen in de zomer",
    "nee, alleen de gemeente",
    "nee, niet de gemeente",
    "nee niet vrijwilligers",
    "nee, geen vrijwilligers",
    "nee, geen loon",
    "nee, niemand anders",
    "nee niemand van de gemeente",
    "nee, niemand van de gemeente",
    "nee, niemand van de buren doet dat",
    "nee, de gemeente doet het niet goed",
    "nee de gemeente doet het niet vaak",
    "nee, niet altijd",
    "nee, niet genoeg",
    "nee, er is niet niemand",
    "nee de gemeente doet het niet vrijwilligers doen het",
    "nee, niemand doet het. De gemeente betaalt wel",
    "nee, geen idee",
    "nee, misschien later",
    "nee, dat kost de hovenier zijn baan",
    "nee maar de buurman wel",
    "nee, dat klopt",
    "nee nou ja soms",
    "ja maar niet altijd",
    "ja, maar niet altijd",
    "ja, soms",
    "ja, als er iemand bij is",
    "ja, vroeger",
    "ja, de gemeente deed dat",
    "ja, er was subsidie",
    "ja, vorig jaar",
    "ja, in 2019",
    "ja, subsidie aangevraagd",
    "ja, dat komt nog",
    "ja, dat kan",
    "ja dat kan",
    "ja, dat zou kunnen",
    "ja, iemand moet het doen",
    "ja, bijna",
    "ja, een beetje",
    "ja, niemand doet het",
    "ja, er is geen geld",
    "ja jammer dat niemand het doet",
    "ja, weet ik veel",
    "ja, of nee",
    "ja en nee",
    "ja nee",
    "ja, nee",
    "nou ja, niet echt",
    "nou nee, eigenlijk wel",
    "ja, wat is dat",
    "ja, hoezo?",
    "ja? het is nu een bende",
    "ja, hangt ervan af",
    "ja, volgens de buurman",
    "ja, een keer per jaar",
    "ja, in de zomer",
    "ja, vast",
    "ja, dat wel",
    "ja, ik bedoel het andersom",
    "ja, stop",
    "ja, fijn 👎",
    "nee, niemand 🤔",
    "ok, volgende vraag",
    "goed, de gemeente doet het",
    "prima, ik wacht",
    "geen idee, ik denk het wel",
    "weet ik niet, de gemeente doet het",
    "misschien, de buurman doet het",
    "ja, " + "het is een bende " * 6,
    "de gemeente doet dat, ja",
    "niemand, ja",
    "nee",
    "ja",
)
"""With today's sure words alone these are no answer, and what follows may say the contrary."""
NO_YES = (
    "ja, het blijft liggen",
    "ja, de gemeente laat het liggen",
    "ja, alles blijft liggen",
    "ja, verwaarloosd",
    "inderdaad, dat blijft liggen",
    "ja, de buurman is verhuisd",
    "ja, tot voor kort",
    "ja, voorheen",
    "ja, gestopt",
    "zeker, de gemeente stopte ermee",
    "ja, we vragen subsidie",
    "ja, subsidie afgewezen",
    "ja, het geld is op",
    "ja, geld tekort",
    "ja, gratis",
    "ja, zo krijgt iemand werk",
    "ja, het levert werk op",
    "ja, een hovenier",
    "ja, iemand met diploma",
    "ja, zolang er iemand bij is",
    "ja, af en toe",
    "ja, zelden",
    "ja, amper",
    "ja, enkel de paden",
    "ja, hooguit de buurman",
    "ja, integendeel",
    "ja, oeps verkeerde knop",
    "ja het geld is op",
    "ja het blijft liggen",
    "ja, in een straat",
    "ja, heel erg nodig",
    "ja, veel geld",
    "ja, er is subsidie voor een straat",
    "ja, de gemeente betaalt de helft",
    "ja, de gemeente doet het slecht",
    "ja - gratis",
    "ja. gestopt",
    "jazeker! zelden",
    "ja hoor, amper",
    "ja, dan wordt het een bende",
    "ja, het is hier nu mooi",
    "ja, nu is het schoner",
    "ja, mooi, maar de gemeente stopt",
)
"""They begin with yes, and what follows may say no."""


@pytest.mark.parametrize(("key", "typed"), [(key, t) for key, said in SAID.items() for t in said])
def test_an_answer_with_its_reason_counts(key: str, typed: str) -> None:
    assert with_reason(typed, ANSWERS) == key


@pytest.mark.parametrize("typed", [*ASKED_AGAIN, *NO_YES, *IN_DOUBT])
def test_in_doubt_it_is_asked_again(typed: str) -> None:
    assert with_reason(typed, ANSWERS) is None


@pytest.mark.parametrize("condition", TASK.conditions, ids=lambda condition: condition.key)
def test_a_yes_that_may_be_no_is_no_answer_to_any_question(condition: Condition) -> None:
    found = {typed: understand(asked(condition), Typed(typed)) for typed in NO_YES}
    again = Rejected(text(YES_NO_ALONE))
    assert {typed: said for typed, said in found.items() if said != again} == {}


@pytest.mark.parametrize(
    ("condition", "typed"),
    [
        ("liveability", "ja natuurlijk, het is nu een bende"),
        ("suitable", "ja hoor dat kan iedereen"),
        ("suitable", "ja hoor, dat kan iedereen"),
    ],
)
def test_a_yes_with_its_reason_answers_its_question(condition: str, typed: str) -> None:
    question = next(asked(known) for known in TASK.conditions if known.key == condition)
    assert understand(question, Typed(typed)) == Accepted("yes")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("bewoner, zeg ik toch", "resident"),
        ("bewoner. Ik woon hier", "resident"),
        ("bewoner, van Selwerd", None),
        ("bewoner. Ik woon op het plein", None),
        ("stichting, in de wijk", "organisation"),
        ("bewoner, en ook van een stichting", None),
        ("bewoner, maar namens de kerk", None),
        ("bewoner, bedrijf", None),
        ("bewoner van Selwerd", None),
    ],
)
def test_a_choice_with_more_about_it_counts(typed: str, key: str | None) -> None:
    choices = {
        "resident": options.RESIDENT,
        "organisation": options.ORGANISATION,
        "company": options.COMPANY,
    }
    assert with_reason(typed, choices) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("eén keer, per week", None),
        ("één keer, in de maand", None),
        ("eén keer, in de wijk", "once"),
        ("het hele jaar, in de zomer wat meer", None),
        ("in de zomer, in de herfst", "part"),
        ("altijd, zeker weten", "year"),
        ("wij, de buurvrouw", None),
        ("wij, onze organisatie", "ourselves"),
        ("iemand anders, mijn organisatie", None),
        ("weet ik niet, de buurvrouw", None),
    ],
)
def test_what_follows_another_choice_adds_nothing(typed: str, key: str | None) -> None:
    seasons = {"year": options.WHOLE_YEAR, "part": options.PART_OF_YEAR, "once": options.ONCE}
    guides = {"ourselves": options.OURSELVES, "other": options.OTHER_ORGANISATION, "unsure": UNSURE}
    found = {match(typed, asked) or with_reason(typed, asked) for asked in (seasons, guides)}
    assert found - {None} == ({key} if key else set())


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("ja maar niet altijd", True),
        ("nee, dat doet de gemeente al", True),
        ("yes but not always", True),
        ("inderdaad, dat blijft liggen", True),
        ("zeker, de gemeente stopte ermee", True),
        ("ja", False),
        ("nou ja", False),
        ("de buurvrouw weet dat", False),
        ("", False),
    ],
)
def test_who_explains_is_told_to_type_only_the_answer(typed: str, is_one: bool) -> None:
    assert explains(typed) is is_one


DENIED = st.sampled_from(["nee", "nee hoor", "neen", "nee joh"])
CONTRARY = st.sampled_from(["wel", "maar", "alleen", "soms", "al", "anders", "de buurman", "?"])
REASONS = st.sampled_from([*SAID["no"], "dat doet niemand", "er is geen geld"])


@given(DENIED, CONTRARY, REASONS)
def test_a_contrary_word_is_never_lost(no: str, contrary: str, reason: str) -> None:
    for said in (f"{no}, {reason} {contrary}", f"{no} {contrary} {reason}"):
        assert with_reason(said, ANSWERS) is None


@given(st.text(max_size=200))
def test_any_text_means_one_option_or_none(typed: str) -> None:
    assert with_reason(typed, ANSWERS) in {"yes", "no", "unsure", None}
