"""The Dutch that residents read: short sentences, everyday words, easy to read.

Measured on every sentence of the catalogue that a resident can get, and on whole messages as they
arrive. What only coaches and coordinators read is left out: they know the policy's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from statistics import median

import pytest
import textstat  # type: ignore[import-untyped]

from bot.message import Message
from bot.translate import template, words
from bot.views import asking, menu, narrowing, pausing, refusals, summary, tasks
from conversations import advice
from conversations.flow import InPlace
from conversations.flows.propose_task import propose_task
from conversations.text import Text, Verbatim
from conversations.turn import State
from tests.conversations.test_places import PLACES
from tests.plain_words import INSTEAD_OF, PLAINER
from tests.test_catalogue import FILES, first, marked

FLOW = propose_task(PLACES)

LONGEST_SENTENCE = 15
EASY_ENOUGH = 75
NEVER_BELOW = 60
LONG_TEXT = 20
"""Words from which on the score of one text says something."""

FOR_STAFF = (
    "conversations/conditions/candidate.py",
    "conversations/flows/check_candidate.py",
    "bot/flowprint.py",
    "bot/intake/checking.py",
    "bot/views/card.py",
    "bot/views/checks.py",
    "bot/office/answered.py",
    "bot/office/check_sheets.py",
    "bot/office/labels.py",
    "bot/office/proposal_sheets.py",
    "bot/office/research.py",
    "bot/office/sheets.py",
    "bot/office/wording.py",
    "bot/views/digest.py",
    "bot/views/export.py",
    "bot/views/failing.py",
    "bot/views/figures.py",
    "bot/views/posters.py",
    "bot/views/wishes.py",
    "bot/views/joining.py",
    "bot/views/leaving.py",
    "bot/views/overriding.py",
    "bot/views/saved.py",
    "bot/views/taken.py",
    "bot/views/team.py",
)
FOR_STAFF_TOO = {
    "**Advice: meets all conditions**",
    "**Advice: does not meet the conditions**",
    "**Advice: discuss**",
    "{mark} {rule} Answer to “{short:lower}”: {answer:lower}.",
    "New proposal {reference}",
    "Rules: version {version}. This is advice. You decide.",
    "The proposer has withdrawn **{reference}**: {title}",
    "Check a candidate",
    "My checks",
    "Invite a colleague",
    "Export",
    "Figures",
    "Enter how many people are at work",
    "Approved tasks",
    "Team",
    "Messages about proposals",
}
"""Sentences in other modules that only a coach or a coordinator gets."""

SAMPLES = {
    "answer": "Selwerd",
    "begun": "blad opruimen",
    "because": "",
    "command": "taak",
    "day": "22 nov 2026",
    "district": "West",
    "hours": "4-6",
    "mail": "naam@voorbeeld.nl",
    "mark": "",
    "municipality": "Groningen",
    "phone": "050 123 45 67",
    "reach": "",
    "reference": "BB-7K3M9",
    "remedy": "",
    "rule": "",
    "short": "geld",
    "status": "wordt gelezen",
    "title": "blad opruimen",
    "unsure": "",
    "what": "Taak voorstellen",
}

OFFICE = menu.Office("Groningen", "basisbaan@example.org", "050 123 45 67", 10, 30)
ANSWERS = {
    "who": "organisation",
    "name": "Buurtclub",
    "description": "blad en rommel opruimen op het plein",
    "place": "Selwerd",
    "hours": "6",
    "season": "whole_year",
    "liveability": "no",
    "not_done_now": "unsure",
    "unfunded": "yes",
    "displaces_no_work": "unsure",
    "suitable": "no",
    "guidance": "proposer",
    "contact": "chat",
}


def for_residents() -> list[str]:
    found = {
        msgid
        for file in FILES
        if file not in FOR_STAFF
        for msgid in marked(file)
        if first(msgid) not in FOR_STAFF_TOO
    }
    return sorted({form for msgid in found for form in _dutch(msgid)})


def _dutch(msgid: str | tuple[str, ...]) -> Iterator[str]:
    if isinstance(msgid, str):
        yield _filled(template(Text(msgid), "nl"))
    else:
        for n in (1, 2):
            yield _filled(template(Text(msgid[0], {"n": n}, many=msgid[1]), "nl"))


def _filled(said: str) -> str:
    """The sentence with something likely in each of its holes, and nothing else left in it."""
    filled = re.sub(r"\{(\w+)(:lower)?\}", lambda hole: SAMPLES.get(hole[1], "3"), said)
    return plain(filled)


def plain(said: str) -> str:
    return " ".join(re.sub(r"\*\*|[✅❌❓🕐]", " ", said).split())


def sentences(said: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])\s+|\n", said) if re.search(r"[^\W\d_]", s)]


def count(said: str) -> int:
    return len(re.findall(r"[^\W_]+(?:['’.@/-][^\W_]+)*", said))


def score(said: str) -> float:
    """Flesch-Douma: the higher, the easier; 60 to 70 is ordinary, above 80 is easy."""
    textstat.set_lang("nl")
    return float(textstat.flesch_reading_ease(said))


@cache
def messages() -> dict[str, str]:
    """Whole messages, as residents get them."""
    found: dict[str, Message] = {
        "greeting": menu.greeting(OFFICE, set()),
        "menu": menu.menu(set()),
        "about": menu.about(OFFICE),
        "privacy": menu.privacy(OFFICE),
        "help": menu.help_(OFFICE, set()),
        "refused": refusals.refused(OFFICE),
        "went wrong": refusals.went_wrong(OFFICE),
        "not understood": refusals.not_understood(OFFICE),
        "private": refusals.private({"bsn"}, again=True),
        "write again": refusals.write_again(),
        "photos": pausing.photos(1),
        "stopping": pausing.stopping(1, 30),
        "unfinished": pausing.unfinished(1, "blad opruimen"),
        "kept": pausing.kept(1),
        "thrown away": pausing.thrown_away(),
        "receipt": tasks.receipt(OFFICE, "BB-7K3M9"),
        "sent already": tasks.sent_already(),
    }
    state = State(ANSWERS)
    for question in FLOW.questions:
        found[f"asking {question.key}"] = asking.question(
            1, FLOW, State({}), question.key, explained=True
        )
        if isinstance(question.kind, InPlace):
            found["district"] = narrowing.district(1, question, "West")
    told = {name: _read(said) for name, said in found.items()}
    for line in summary.verdict(FLOW, advice(FLOW, state)):
        told[f"verdict {len(told)}"] = plain(words(line.words, "nl"))
    return told


def _read(said: Message) -> str:
    """A message as it is read: a line that ends without a stop is a sentence of its own."""
    lines = [plain(words(line.words, "nl")) for line in said.lines if line.words != Verbatim("")]
    return " ".join(line if line[-1:] in ".!?:" else f"{line}." for line in lines)


@pytest.mark.parametrize("said", for_residents())
def test_no_sentence_is_long(said: str) -> None:
    assert not [s for s in sentences(said) if count(s) > LONGEST_SENTENCE]


@pytest.mark.parametrize("name", messages())
def test_no_sentence_in_a_message_is_long(name: str) -> None:
    assert not [s for s in sentences(messages()[name]) if count(s) > LONGEST_SENTENCE]


def holds(said: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said, re.IGNORECASE) is not None


def test_no_word_of_an_office() -> None:
    assert len(PLAINER) >= 150
    stiff = [
        f"{word} ({plainer}): {said}"
        for said in [*for_residents(), *messages().values()]
        for word, plainer in PLAINER.items()
        if holds(said, word)
    ]
    assert not stiff


def test_one_word_for_one_thing() -> None:
    others = [
        f"{other} ({word}): {said}"
        for said in [*for_residents(), *messages().values()]
        for word, instead in INSTEAD_OF.items()
        for other in instead
        if holds(said, other)
    ]
    assert not others


def test_it_is_easy_to_read() -> None:
    told = {**{said: said for said in for_residents()}, **messages()}
    scores = {name: score(said) for name, said in told.items() if count(said) >= 4}
    long = {name: found for name, found in scores.items() if count(told[name]) >= LONG_TEXT}
    middle = median(scores.values())
    print(f"{len(scores)} texts: median {middle:.0f}; {len(long)} of {LONG_TEXT} words or more")
    for name in sorted(scores, key=lambda name: scores[name])[:5]:
        print(f"{scores[name]:6.0f} {count(told[name]):3} {told[name]}")
    for name in sorted(long, key=lambda name: long[name])[:5]:
        print(f"{long[name]:6.0f} {count(told[name]):3} {told[name]}")
    assert middle >= EASY_ENOUGH
    assert not [told[name] for name, found in long.items() if found < NEVER_BELOW]


def test_residents_are_addressed_with_u() -> None:
    for said in [*for_residents(), *messages().values()]:
        assert not re.search(r"(?<!\w)(je|jij|jou|jouw|jullie)(?!\w)", said, re.IGNORECASE), said


def test_what_only_staff_read_is_a_short_list() -> None:
    """A sentence leaves this list when it no longer exists."""
    everything = {first(msgid) for file in FILES for msgid in marked(file)}
    assert everything >= FOR_STAFF_TOO
    assert set(FOR_STAFF) <= set(FILES)
