"""What is shown makes sense when it is read aloud, and without colours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.buttons import Verb
from bot.intake.routes import VERBS
from bot.message import Button, Inline, Look, Message, Style
from bot.people import Deed
from bot.records import ProposalStatus
from bot.translate import LANGUAGES, words
from bot.views import tasks
from tests.test_message import COMPLETE, FLOWS, NOW, OFFICE, everything, the_proposal

SIGNS = {
    "✅": ("voldoet", "meets"),
    "❌": ("voldoet niet", "niet goed", "does not meet", "not right"),
    "❓": (
        "bespreken",
        "nog te bepalen",
        "uit te zoeken",
        "weet ik niet",
        "discuss",
        "to decide",
        "to be checked",
        "don't know",
    ),
    "🕐": ("bespreken", "discuss"),
}
"""What each sign says; one of these stands in the words of a message that shows it."""

VAGUE = {"Open", "OK", "Hier", "Here", "Klik hier", "Click here", "Wijzigen"}


def spoken(said: Message, language: str) -> str:
    return "\n".join(words(line.words, language) for line in said.lines)


def buttons(said: Message) -> Iterator[Button]:
    if isinstance(said.keyboard, Inline):
        for row in said.keyboard.rows:
            yield from row


def test_every_line_and_button_has_words() -> None:
    for said in everything():
        for language in LANGUAGES:
            shown = [words(line.words, language) for line in said.lines]
            shown = [line for line in shown if line.strip()]
            assert shown
            for one in [*shown, *(words(b.label, language) for b in buttons(said))]:
                assert re.search(r"\w", one), one


def test_a_sign_in_a_text_stands_beside_what_it_says() -> None:
    met: Counter[str] = Counter()
    for said in everything():
        for language in LANGUAGES:
            text = spoken(said, language)
            for sign, meanings in SIGNS.items():
                if sign in text:
                    met[sign] += 1
                    assert any(meaning in text.lower() for meaning in meanings), (sign, text)
    assert met.keys() >= {"✅", "❌", "❓"}
    print(met)


def test_a_button_says_what_it_does_by_itself() -> None:
    found = {
        words(b.label, lang) for said in everything() for b in buttons(said) for lang in LANGUAGES
    }
    assert len(found) > 300
    assert not found & (VAGUE - {"Open"})
    opening = {b.press.partition(":")[0] for b in every_button() if words(b.label, "en") == "Open"}
    assert opening == {"check"}, "the one of a saved check, as its result has it"


def test_a_colour_says_the_same_everywhere() -> None:
    for style in (Style.SEND, Style.DECLINE):
        bearing = {words(b.label, "en") for b in every_button() if b.style is style}
        print(style, sorted(bearing))
        others = {words(b.label, "en") for b in every_button() if b.style is not style}
        assert not bearing & others


def every_button() -> Iterator[Button]:
    return (button for said in everything() for button in buttons(said))


BARE = {"Ja", "Nee", "Yes", "No"}


def test_a_bare_yes_or_no_stands_under_the_question_that_it_answers() -> None:
    """Anything else that a press would do is named on its button."""
    verbs = {b.press.partition(":")[0] for b in every_button() if {words(b.label, "en")} & BARE}
    assert verbs == {Verb.ANSWER, Verb.CHANGE, Verb.AS_TASK}
    for said in everything():
        if any(words(b.label, "en") in BARE for b in buttons(said)):
            assert "?" in spoken(said, "en"), said


RESIDENTS = {Deed.READ, Deed.PROPOSE, Deed.FOLLOW, Deed.OWN_DATA}
WIDE, NARROW = "mwMW@%", " .,:;'|ijlIftr()-·!"


def width(label: str) -> float:
    """About how wide a label is, in the pixels of a phone of 390."""
    widths = (
        11.5
        if c in WIDE
        else 4.3
        if c in NARROW
        else 18
        if c > "\u2500"
        else 9
        if c.isupper()
        else 7.6
        for c in label
    )
    return sum(widths)


def room(in_a_row: int) -> float:
    """How wide a label can be: a message is 330 of the 390, with gaps and edges."""
    return ((330 - 4 * (in_a_row - 1)) / in_a_row - 14) * 1.03


def test_every_button_can_be_read_whole_on_a_phone() -> None:
    """What people typed is cut by us, with the number in front of it; staff read Dutch."""
    too_long = set()
    for said in everything():
        for row in said.keyboard.rows if isinstance(said.keyboard, Inline) else ():
            for b in row:
                verb = b.press.partition(":")[0]
                whose = VERBS[Verb(verb)].deed if verb in VERBS else Deed.READ
                for language in LANGUAGES if whose in RESIDENTS else ("nl",):
                    label = words(b.label, language)
                    if width(label) > room(len(row)) and "…" not in label:
                        too_long.add(label)
    assert not too_long


def test_what_is_folded_is_not_what_one_needs_first() -> None:
    """A quote unfolds after a tap: what it is about, and what to do, stands above it."""
    folded = [said for said in everything() if any(x.look is Look.QUOTE for x in said.lines)]
    assert len(folded) > 20
    for said in folded:
        looks = [line.look for line in said.lines]
        first = looks.index(Look.QUOTE)
        assert first > 0
        assert Look.BOLD in looks[:first] or "**" in spoken(said, "nl")


def test_the_number_of_a_proposal_can_be_copied_where_its_proposer_gets_it() -> None:
    flow, day = FLOWS["propose_task"], NOW.date()
    given = [tasks.receipt(OFFICE, "BB-7K3M9")]
    for status in ProposalStatus:
        sent = the_proposal(status)
        given.append(tasks.opened(sent, flow, COMPLETE, photos=0, day=day))
    for said in given:
        assert [b.copy for b in buttons(said) if b.copy] == ["BB-7K3M9"]
