"""What people typed, inside every view: shown as it is, and never too long for Telegram."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import app
from bot.buttons import AT_MOST
from bot.intake.asking_back import question_again
from bot.intake.queueing import LONGEST_NOTE, NOTES_SHOWN
from bot.message import Inline, Line, Look, Message, dump, load, message
from bot.neighbour import Neighbour
from bot.office.plan import Plan
from bot.office.reviewing import Action, Actor
from bot.office.similar import AT_MOST as SIMILAR
from bot.people import Role
from bot.records import (
    PHOTOS_AT_MOST,
    Check,
    Conversation,
    Proposal,
    ProposalStatus,
    Status,
)
from bot.simulator.formatting import parse_html, units
from bot.telegram import render
from bot.translate import LANGUAGES
from bot.views import (
    answered,
    asking,
    checks,
    confirming,
    deciding,
    decisions,
    menu,
    my_tasks,
    narrowing,
    pausing,
    refusals,
    reviewing,
    standing,
    still,
    summary,
    tasks,
)
from bot.views.fitting import pieces, shorten
from bot.views.fitting import units as counted
from conversations import advice, flows
from conversations.flow import Flow
from conversations.shown import shown as words_of
from conversations.text import N_, Verbatim, text
from conversations.turn import State
from tests.answered import ANSWERED

FLOW: Flow = flows(app.places())["propose_task"]
NOW = datetime(2026, 3, 2, tzinfo=UTC)
GONE = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]")
TYPED = st.text(
    st.characters(codec="utf-8") | st.sampled_from("<>&;\"'*{}_`[]()/\\#@\u202e\u200b\x00\n"),
    min_size=1,
    max_size=60,
)
LIMIT = 4096

PLAIN: Mapping[str, str] = {
    **ANSWERED,
    "who": "organisation",
    "name": "Buurtclub",
    "description": "blad opruimen",
    "hours": "4-6",
    "contact": "mail",
    "mail": "rita@example.org",
    "more": "niets",
    "spot": "plein",
}
CONDITIONS = ("liveability", "not_done_now", "unfunded", "displaces_no_work", "suitable")


def proposal(answers: Mapping[str, str]) -> Proposal:
    return Proposal(1, "BB-7K3M9", 1, 1001, ProposalStatus.NEW, "West", NOW)


def office() -> menu.Office:
    return menu.Office("Groningen", "basisbaan@example.org", "050 123 45 67", 10, 30)


View = Callable[[Mapping[str, str]], list[Message]]


def dossier(answers: Mapping[str, str], note: str) -> reviewing.Dossier:
    """The most that there can be beside the answers of one proposal."""
    near = Neighbour(2, "BB-7K3M8", "rechecked", answers["description"])
    return reviewing.Dossier(
        proposal=replace(proposal(answers), status=ProposalStatus.RECHECKED),
        day=NOW.date(),
        answers=answers,
        advice=advice(FLOW, State(answers)),
        photos=PHOTOS_AT_MOST,
        notes=[(note, NOW.date())] * NOTES_SHOWN,
        similar=[near] * SIMILAR,
        unreachable=True,
        may_undo=True,
        moved=standing.Moved(Actor.COORDINATOR, myself=False, day=NOW.date()),
    )


def review_cards(answers: Mapping[str, str]) -> list[Message]:
    place = reviewing.Place(99, 100, 1, 2)
    note = shorten(answers["more"], LONGEST_NOTE)
    return [
        reviewing.card(FLOW, dossier(answers, note), place),
        reviewing.card(FLOW, dossier(answers, note), None),
    ]


def previews(answers: Mapping[str, str]) -> list[Message]:
    """What a coordinator sees before it is sent, and what the proposer gets, with a long note."""
    sent, title, note = (
        proposal(answers),
        tasks.title(answers),
        shorten(answers["more"], LONGEST_NOTE),
    )
    asked = Conversation(1, 1001, FLOW.key, Status.SUBMITTED, State(answers, closed=True), NOW)
    questions = [question_again(FLOW, asked, sent, key, note) for key in FLOW.counting(answers)]
    declined = [
        decisions.declined(office(), sent.reference, title, why, note)
        for _, why in decisions.reasons(FLOW).values()
    ]
    others = [
        made(sent.reference, title)
        for made in (decisions.approved, decisions.merged, decisions.joined_by, decisions.closed)
    ]
    said = [*questions, *declined, *others]
    plan = Plan(Action.ASK, sent.version)
    return [*said, *(deciding.preview(sent, one, plan, unreachable=True) for one in said)]


def later(answers: Mapping[str, str]) -> list[Message]:
    """What proposers and coordinators hear after a decision."""
    sent, title = proposal(answers), tasks.title(answers)
    outcome = advice(FLOW, State(answers))
    return [
        still.ask(sent, title),
        answered.no_answer(sent, title),
        *(
            answered.answer(sent, FLOW.by_key[key], words_of(FLOW.by_key[key], value), outcome)
            for key, value in FLOW.counting(answers).items()
        ),
    ]


VIEWS: dict[str, View] = {
    "summary": lambda a: [summary.summary(1, FLOW, a, advice(FLOW, State(a)), PHOTOS_AT_MOST)],
    "lines to change": lambda a: [confirming.choose_line(1, FLOW, a)],
    "notice": lambda a: [
        tasks.notice(proposal(a), FLOW, a, advice(FLOW, State(a)), PHOTOS_AT_MOST),
        *tasks.in_full(FLOW, a),
    ],
    "opened": lambda a: [tasks.opened(proposal(a), FLOW, a, photos=PHOTOS_AT_MOST, day=NOW.date())],
    "mine": lambda a: [my_tasks.mine([(proposal(a), tasks.title(a), NOW.date())] * 20)],
    "withdrawing": lambda a: [
        tasks.withdrawing(proposal(a), tasks.title(a)),
        tasks.notice_withdrawn("BB-7K3M9", tasks.title(a)),
    ],
    "unfinished": lambda a: [pausing.unfinished(1, tasks.title(a))],
    "questions": lambda a: [
        asking.question(1, FLOW, State(a, reopened=key), key, explained=explained)
        for key in a
        for explained in (False, True)
    ],
    "review": review_cards,
    "previews": previews,
    "later": later,
}


def shown(said: Message, language: str) -> str:
    """Return what Telegram shows of a message, when it takes it."""
    made = render.text(said, language)
    found = parse_html(made)
    assert found.text.strip(), "Telegram refuses an empty message"
    assert found.length <= LIMIT, found.length
    for row in said.keyboard.rows if isinstance(said.keyboard, Inline) else ():
        for button in row:
            assert render.plain(button.label, language).strip()
            assert len(button.press.encode()) <= AT_MOST
            assert len(button.copy) <= 256
    render.markup(said.keyboard, language)
    return found.text


def as_shown(typed: str) -> str:
    return GONE.sub("", typed)


def filled(typed: str) -> dict[str, str]:
    return {**PLAIN, "name": typed, "description": typed, "more": typed, "spot": typed}


@given(TYPED, st.sampled_from(LANGUAGES), st.sampled_from(sorted(VIEWS)))
@example("<b>vet</b> & &amp; &#60;", "nl", "summary")
@example("{answer} {n} **dik** {answer:lower}", "nl", "summary")
@example("=1+1\u202edlrow\x00", "nl", "notice")
@example("</blockquote></b><a href='x'>", "en", "questions")
@settings(max_examples=250)
def test_typed_words_are_shown_as_they_were_typed(typed: str, language: str, view: str) -> None:
    for said in VIEWS[view](filled(typed)):
        assert load(dump(said)) == said
        found = shown(said, language)
        if view in {"summary", "notice", "opened"}:
            assert as_shown(typed) in found


@given(TYPED)
def test_one_line_shows_exactly_what_was_typed(typed: str) -> None:
    for line in (
        Line(Verbatim(typed)),
        Line(text("{answer}", answer=typed)),
        Line(text("{outer}", outer=text("{answer}", answer=typed))),
        Line(Verbatim(typed), Look.QUOTE),
        Line(Verbatim(typed), Look.BOLD),
    ):
        assert parse_html(render.text(message(line), "nl")).text == as_shown(typed)


@given(TYPED)
def test_nothing_typed_becomes_markup(typed: str) -> None:
    found = parse_html(render.text(message(text("{a}", a=typed), Verbatim(typed)), "nl"))
    assert found.entities == []


@given(TYPED)
def test_a_button_takes_no_markup(typed: str) -> None:
    assert render.plain(Verbatim(typed), "nl") == as_shown(typed).replace("**", "")


def test_a_sentences_own_bold_parts_are_bold_and_typed_ones_are_not() -> None:
    said = message(text("Do you mean **{answer}**?", answer="**x** <i>y</i>"))
    assert render.text(said, "nl") == "Bedoelt u <b>**x** &lt;i&gt;y&lt;/i&gt;</b>?"
    assert html.unescape("&lt;") == "<"


EMOJI = "😀"
FILLINGS: dict[str, Callable[[int], str]] = {
    "letters": lambda n: "a" * n,
    "words": lambda n: ("woord " * n)[: n - 1] + "x",
    "emoji": lambda n: EMOJI * n,
    "families": lambda n: ("👨‍👩‍👧‍👦" * n)[:n],
    "escaped": lambda n: "&<>"[:1] * n,
    "lines": lambda n: ("a\n" * n)[: n - 1] + "b",
    "flags": lambda n: "🇳🇱" * (n // 2),
}
VERDICTS = {
    "all fail": ("no", "yes", "yes", "yes", "no"),
    "all unclear": ("unsure",) * 5,
    "all met": ("yes", "no", "no", "no", "yes"),
    "some of both": ("no", "unsure", "yes", "unsure", "no"),
}


def largest(filling: str, verdict: str) -> dict[str, str]:
    fill = FILLINGS[filling]
    long_mail = "m" * 64 + "@" + ("d" * 63 + ".") * 8 + "x" * 24
    return {
        **PLAIN,
        **dict(zip(CONDITIONS, VERDICTS[verdict], strict=True)),
        "name": fill(200),
        "description": fill(4000),
        "place": "Ten Boer/*",
        "mail": long_mail,
        "more": fill(4000),
        "spot": fill(500),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("filling", FILLINGS)
def test_the_largest_proposal_fits_in_every_view(filling: str, verdict: str, language: str) -> None:
    answers = largest(filling, verdict)
    sizes = {
        view: max(units(shown(said, language)) for said in made(answers))
        for view, made in VIEWS.items()
    }
    print(filling, verdict, sizes)


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("filling", FILLINGS)
def test_what_the_card_cuts_can_be_read_in_full(filling: str, verdict: str) -> None:
    answers = largest(filling, verdict)
    everything = dossier(answers, shorten(answers["more"], LONGEST_NOTE))
    card = reviewing.card(FLOW, everything, None)
    cut_at = reviewing.longest(everything.answers, everything.notes)
    seen = shown(card, "nl") + "".join(
        "\n".join(shown(said, "nl").split("\n")[1:])
        for said in tasks.in_full(FLOW, everything.answers, cut_at)
    )
    for key in ("name", "description", "mail", "more", "spot"):
        assert as_shown(answers[key]).replace("\n", "") in seen.replace("\n", "")
    assert all(note in seen for note, _ in everything.notes)
    assert isinstance(card.keyboard, Inline)
    assert any(
        b.press == f"read:{everything.proposal.id}" for row in card.keyboard.rows for b in row
    )


@pytest.mark.parametrize("notes", [0, 1, NOTES_SHOWN])
def test_an_ordinary_answer_stands_on_the_card_whole(notes: int) -> None:
    beside = [("Gebeld met de wijkbeheerder, hij weet ervan.", NOW.date())] * notes
    answers = {**PLAIN, "description": "a" * 700, "more": "b" * 700}
    assert reviewing.longest(answers, beside) == reviewing.LONGEST


@pytest.mark.parametrize("filling", FILLINGS)
def test_a_coordinator_gets_every_word_of_a_long_answer(filling: str) -> None:
    answers = largest(filling, "all met")
    whole = "".join(
        "\n".join(shown(said, "nl").split("\n")[1:]) for said in tasks.in_full(FLOW, answers)
    )
    for key in ("description", "more"):
        assert as_shown(answers[key]).replace("\n", "") in whole.replace("\n", "")


@given(st.text(st.characters(codec="utf-8") | st.just(EMOJI), max_size=80), st.integers(2, 30))
def test_shortened_words_fit_and_begin_as_they_began(words: str, longest: int) -> None:
    short = shorten(words, longest)
    assert counted(short) <= longest
    if short != words:
        assert short.endswith("…")
        assert words.startswith(short[:-1])
    assert counted(words) == units(words)


@given(st.text(st.characters(codec="utf-8") | st.just(EMOJI), max_size=80), st.integers(2, 30))
def test_pieces_hold_every_word_and_each_fits(words: str, longest: int) -> None:
    found = list(pieces(words, longest))
    assert all(counted(piece) <= longest for piece in found)
    assert "".join("".join(found).split()) == "".join(words.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_other_views_fit(language: str) -> None:
    place = FLOW.by_key["place"]
    kept = Check(1, "K-7F3Q", 1, 2001, NOW)
    districts = app.places().districts
    from conversations.verdict import Outcome

    found: list[Any] = [
        menu.greeting(office(), set(Role)),
        menu.menu(set(Role)),
        menu.about(office()),
        menu.privacy(office()),
        menu.help_(office(), set(Role)),
        refusals.refused(office()),
        refusals.went_wrong(office()),
        refusals.not_understood(office()),
        refusals.private(set(refusals.PRIVATE), again=False),
        refusals.private({"bsn"}, again=True),
        *(narrowing.district(1, place, district) for district in districts),
        narrowing.did_you_mean(1, place, ["Selwerd", "Paddepoel", "Helpman"]),
        checks.saved(
            [checks.Listed(kept, o, set_aside=True, day=NOW.date()) for o in Outcome] * 3,
            1,
            more=True,
        ),
        checks.unknown("<&>" * 6),
    ]
    for said in found:
        shown(said, language)


@pytest.mark.parametrize("typed", ["blad ", "<&>", "🍂"])
def test_what_telegram_would_refuse_loses_its_last_lines(typed: str) -> None:
    lines = [Line(Verbatim(typed * 20), look) for look in (Look.PLAIN, Look.QUOTE) * 99]
    shown = render.text(message(text(N_("Privacy")), *lines), "nl")
    seen = html.unescape(re.sub("<[^>]*>", "", shown))
    assert 3900 < len(seen.encode("utf-16-le")) // 2 <= 4096
    assert shown.endswith("\n…")
    assert shown.count("<blockquote") == shown.count("</blockquote>")
    assert shown.startswith("Privacy")
