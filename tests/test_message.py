"""Messages and buttons survive being stored, and buttons always fit."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from inspect import getmembers, isfunction, signature
from itertools import product
from pkgutil import iter_modules
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import buttons, views
from bot.buttons import AT_MOST, Press, Verb
from bot.held import Had, Held
from bot.message import (
    Button,
    Inline,
    Keyboard,
    Line,
    Look,
    Message,
    ShareContact,
    Style,
    TakeAway,
    dump,
    load,
    load_toast,
    message,
    rows,
    toast,
)
from bot.neighbour import Neighbour
from bot.office import stretches
from bot.office.digest import AT_MOST as ITEMS
from bot.office.digest import Item, Part, Section
from bot.office.due import Rhythm, Wishes
from bot.office.periods import Form, Period, span
from bot.office.plan import Plan
from bot.office.poster import Picture, Poster
from bot.office.reviewing import Action, Actor
from bot.people import Role
from bot.records import Check, Proposal, ProposalStatus
from bot.staff import Because, Member, OpenInvite, Override
from bot.translate import LANGUAGES, words
from bot.views import (
    answered,
    asking,
    card,
    checks,
    confirming,
    deciding,
    decisions,
    digest,
    erasing,
    explaining,
    export,
    figures,
    joining,
    leaving,
    logbook,
    menu,
    my_tasks,
    narrowing,
    overriding,
    own_data,
    pausing,
    queue,
    refusals,
    reviewing,
    saved,
    speaking,
    standing,
    still,
    summary,
    taken,
    tasks,
    team,
    wishes,
)
from bot.views import language as languages
from bot.views.posters import NO_FIGURES
from conversations import advice, flows
from conversations.asides import Topic
from conversations.flow import Flow, InPlace, Question, Shape
from conversations.places import Places
from conversations.text import Text, Verbatim, Words, text
from conversations.turn import State
from conversations.verdict import Outcome
from tests.conversations.test_places import PLACES

FLOWS = flows(PLACES)
LARGEST = 2**62
"""No id grows larger: Telegram's have 52 bits, ours are counted up from 1."""

anything = st.text(max_size=30)
numbers = st.integers(-(2**63), 2**63)
dates = st.dates()
simple = st.builds(Text, anything, st.dictionaries(anything, anything | numbers | dates))
texts = st.builds(
    Text,
    anything,
    st.dictionaries(anything, anything | numbers | dates | simple, max_size=3),
    st.none() | anything,
)
said: st.SearchStrategy[Words] = texts | st.builds(Verbatim, anything)
pressed = st.builds(Button, said, anything, anything, st.none() | st.sampled_from([*Style]))
keyboards: st.SearchStrategy[Keyboard] = (
    st.builds(
        Inline,
        st.lists(st.lists(pressed, max_size=3).map(tuple), max_size=3).map(tuple),
    )
    | st.builds(ShareContact, said, said, said)
    | st.just(TakeAway())
)
lines = st.builds(Line, said, st.sampled_from([*Look]))
whole = st.builds(Message, st.lists(lines, max_size=4).map(tuple), st.none() | keyboards)


@settings(max_examples=300, deadline=None)
@given(whole)
def test_a_stored_message_is_the_same_message(sent: Message) -> None:
    assert load(dump(sent)) == sent
    assert dump(load(dump(sent))) == dump(sent)


@given(anything)
def test_a_stored_toast_is_the_same_toast(msgid: str) -> None:
    assert load_toast(toast(msgid)) == (Text(msgid) if msgid else None)


def test_what_a_person_typed_never_becomes_anything_else_by_being_stored() -> None:
    for typed in (
        '{"text": ["x", {}, null]}',
        "2026-11-22",
        "1",
        "",
        "null",
        "[]",
        "{n}",
        "\ud83d\ude00",
    ):
        sent = message(Verbatim(typed), text("It is {answer}", answer=typed))
        assert load(dump(sent)) == sent


def test_a_date_a_number_and_a_text_in_a_text_keep_their_kind() -> None:
    inner = text("inner {day}", day=date(2026, 11, 22))
    sent = message(text("{n} {day} {what}", n=3, day=date(2026, 11, 22), what=inner))
    (line,) = load(dump(sent)).lines
    assert line.words == Text(
        "{n} {day} {what}", {"n": 3, "day": date(2026, 11, 22), "what": inner}
    )


def test_a_row_that_is_left_out_leaves_no_empty_row() -> None:
    one, two = Button(Verbatim("1")), Button(Verbatim("2"))
    assert rows(one, None, (one, two)) == Inline(((one,), (one, two)))


verbs = st.sampled_from([*Verb])
ids = st.integers(0, LARGEST)
pieces = st.text(
    st.characters(exclude_characters=":", exclude_categories=["Cs"]), min_size=1, max_size=12
)


@given(verbs, ids, st.lists(pieces, max_size=2))
def test_a_button_is_read_as_it_was_made(verb: Verb, number: int, words_: list[str]) -> None:
    try:
        carried = buttons.data(verb, number, *words_)
    except ValueError:
        assert len(f"{verb.value}:{number}:{':'.join(words_)}".encode()) > AT_MOST
    else:
        assert len(carried.encode()) <= AT_MOST
        assert buttons.read(carried) == Press(verb, number, tuple(words_))


@settings(max_examples=500)
@given(st.text(max_size=80) | st.builds(lambda v, rest: f"{v.value}:{rest}", verbs, anything))
def test_what_no_button_of_ours_carries_is_read_as_nothing_or_as_a_press(carried: str) -> None:
    found = buttons.read(carried)
    assert found is None or (found.verb in set(Verb) and 0 <= found.number < 2**63)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        ":",
        "::",
        "answer",
        "answer:",
        "answer:x",
        "answer:-1",
        "answer:١",
        "ANSWER:1",
        "answer:1.0",
        "answer:" + "9" * 30,
        f"answer:{2**63}",
        "drop table:1",
        "menu :1",
        "\0",
    ],
)
def test_a_forged_button_is_read_as_nothing(forged: str) -> None:
    assert buttons.read(forged) is None


def test_a_button_that_would_not_fit_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match=r"^answer:"):
        buttons.data(Verb.ANSWER, LARGEST, "question", "x" * 60)
    with pytest.raises(ValueError, match=r"^answer:"):
        buttons.data(Verb.ANSWER, 1, "é" * 28)
    assert buttons.data(Verb.ANSWER, 1, "é" * 27)


OFFICE = menu.Office("Groningen", "basisbaan@example.org", "050 123 45 67", 10, 30)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
EVERYONE = frozenset(Role)
COMPLETE = {
    "who": "organisation",
    "name": "Wijkbedrijf",
    "description": "blad ruimen " * 40,
    "place": "Ten Boer/*",
    "hours": "4-6",
    "season": "part_of_year",
    "liveability": "no",
    "not_done_now": "yes",
    "unfunded": "unsure",
    "displaces_no_work": "unsure",
    "suitable": "no",
    "guidance": "proposer",
    "contact": "mail",
    "mail": "x" * 60 + "@example.nl",
    "more": "meer " * 100,
    "spot": "achter",
}


def of_figures() -> Iterator[Message]:
    nothing = Poster(Verbatim("Cijfers"), Verbatim("maart"), nothing=NO_FIGURES)
    for picture, period in product(Picture, stretches.Period):
        yield figures.caption(nothing, None, figures.keyboard(picture, period))
    yield from (figures.kept(132, date(2026, 3, 2)), figures.type_a_number())


def everything() -> Iterator[Message]:
    """Every message that a view can make, with the largest ids there can be."""
    yield menu.greeting(OFFICE, EVERYONE)
    yield menu.greeting(OFFICE, frozenset(), LANGUAGES)
    yield menu.menu(EVERYONE)
    yield menu.help_(OFFICE, EVERYONE)
    yield from (menu.about(OFFICE), menu.privacy(OFFICE), refusals.refused(OFFICE))
    yield from (refusals.not_understood(OFFICE), refusals.private({"bsn", "iban"}, again=True))
    yield refusals.private({"bsn"}, again=True)
    for kinds in ({"phone"}, {"email"}, {"phone", "email"}):
        yield refusals.private(kinds, again=True, describes=True)
        yield refusals.private_outside(kinds)
    yield from (pausing.photos(LARGEST), pausing.stopping(LARGEST, 30))
    yield from (pausing.unfinished(LARGEST, "blad"), joining.choose_role())
    yield from of_asides()
    yield joining.invitation(Role.COORDINATOR, "https://t.me/basisbaan_bot?start=" + "x" * 22, 7)
    yield from of_figures()
    for flow in FLOWS.values():
        yield from of_flow(flow)
    yield from of_tasks()
    yield from of_review()
    yield from of_decisions()
    yield from of_checks()
    yield from of_team()
    yield from of_approved()
    yield from of_export()
    yield from of_messages()
    yield from of_trust()
    yield from of_little_to_press()


def of_little_to_press() -> Iterator[Message]:
    """What only says something, mostly."""
    days, flow = span(Period.ALL, NOW.date()), FLOWS["propose_task"]
    yield from (checks.use_buttons(), languages.speaks(), joining.expired(), queue.purged())
    yield from (export.not_made(), export.too_large(days), figures.not_made(), own_data.not_made())
    yield from (overriding.names_someone(), overriding.too_long())
    way_on = pausing.to_summary(LARGEST)
    yield from (pausing.kept(LARGEST), pausing.kept(LARGEST, agreed=True))
    yield from (pausing.stopped(), pausing.thrown_away())
    yield from (pausing.voice_kept(None), pausing.voice_kept(way_on))
    for led, full in product((way_on, None), (True, False)):
        yield pausing.photos_added(5, led, full=full)
    yield from (pausing.too_many_voices(), refusals.went_wrong(OFFICE), refusals.write_again())
    yield from (speaking.known_already(OFFICE), speaking.called_at(OFFICE, "+31 6 12345678"))
    yield tasks.notice_withdrawn("BB-7K3M9", "blad ruimen")
    yield from tasks.in_full(flow, COMPLETE)
    for question in flow.questions:
        yield asking.settled(question, COMPLETE.get(question.key, ""))


def of_trust() -> Iterator[Message]:
    day = date(2026, 3, 2)
    for yes, stays in product((True, False), repeat=2):
        yield erasing.ask_to_erase(staff=yes, standing=stays)
        yield erasing.erased(OFFICE, staff=yes)
        yield erasing.notice(the_proposal(ProposalStatus.APPROVED), stays=yes)
    yield from (erasing.are_you_sure(), erasing.left_alone(), pausing.soon_gone(1, None, day))
    roles = (Had(Role.COACH, NOW, NOW), Had(Role.COORDINATOR, NOW, None))
    counts = {"notes": LARGEST}
    staff = Held(LARGEST, NOW, "nl", "Carla", "Oost", roles, Wishes(), day, counts=counts)
    for held in (Held(LARGEST, NOW, "nl", None, None), staff):
        yield own_data.own(held, FLOWS["propose_task"], lambda at: at.date())
    yield own_data.file_caption()
    entry = logbook.Entry(day, "10:00", True, None, "approve", "proposal 1", "BB-22223")
    for number, more in ((0, True), (LARGEST, False)):
        yield logbook.page([entry] * logbook.A_PAGE, number, more=more)


def of_asides() -> Iterator[Message]:
    yield from (languages.choose(), pausing.photo_known(pausing.done(1)), explaining.welcome())
    for topic in (None, *Topic):
        yield explaining.explained_outside(OFFICE, topic)
        for asked in (None, *FLOWS["propose_task"].questions):
            yield explaining.explained(OFFICE, asked, topic)
        for asks in (True, False):
            yield explaining.for_staff(OFFICE, set(Role), topic, asks=asks)
    yield from (explaining.want_to(), explaining.as_task())
    yield from (explaining.as_task(again=True), explaining.not_kept(), languages.speaks_already())
    sent = [
        (replace(the_proposal(status), reference=f"BB-{status}"), "blad ruimen " * 4)
        for status in ProposalStatus
    ]
    for begun, own, number in product((None, "", "blad"), ([], sent[:3]), (None, "+31 6 1")):
        caller = speaking.Caller(begun, own, number)
        yield from (speaking.told(OFFICE, caller), speaking.notice(caller))
        yield speaking.notice_number(caller, "+31 6 12345678")


def of_messages() -> Iterator[Message]:
    names = PLACES.districts
    for rhythm in Rhythm:
        for chosen in (frozenset[str](), frozenset(names[1:])):
            for quiet in ((0, 0), (22, 10)):
                hearing = Wishes(rhythm, 21, chosen, *quiet)
                yield wishes.settings(hearing, NOW.date())
                yield wishes.hours(hearing)
                yield wishes.districts(hearing, names)
                yield wishes.quiet(hearing)
    yield work_list()
    yield digest.nothing()


def work_list() -> Message:
    """As long as it gets."""
    parts = [
        Part(
            section,
            tuple(
                Item(LARGEST - n, f"BB-7K{at}M{n}", f"{n} " + "ab" * 600, "Oude Wijken", 250)
                for n in range(ITEMS)
            ),
            44,
        )
        for at, section in enumerate(Section)
    ]
    return digest.work_list(parts, NOW.date())


def of_export() -> Iterator[Message]:
    for period in Period:
        for form in Form:
            days = span(period, NOW.date())
            yield export.choose(period, form, days)
            yield export.making(period, form, days)
            yield export.caption(form, days)


def of_flow(flow: Flow) -> Iterator[Message]:
    if flow.shape is Shape.CARD:
        return
    states = [State({}), State(COMPLETE), State({"who": "company"}, reopened="who")]
    for question in flow.questions:
        for state in states:
            for explained in (False, True):
                yield asking.question(LARGEST, flow, state, question.key, explained=explained)
        if isinstance(question.kind, InPlace):
            yield from of_places(question, question.kind.places)
    yield summary.summary(
        LARGEST, flow, COMPLETE, advice(flow, State(COMPLETE)), photos=5, voices=3
    )
    yield confirming.choose_line(LARGEST, flow, COMPLETE)


def of_places(question: Question, places: Places) -> Iterator[Message]:
    for district in places.districts:
        yield narrowing.district(LARGEST, question, district)
    for place in places.places:
        yield narrowing.did_you_mean(LARGEST, question, [place.name])
    longest = sorted((place.name for place in places.places), key=len)[-3:]
    yield narrowing.did_you_mean(LARGEST, question, longest)


def of_tasks() -> Iterator[Message]:
    flow = FLOWS["propose_task"]
    for contact in ("chat", "phone", "mail"):
        yield tasks.receipt(OFFICE, "BB-7K3M9", contact)
    yield from (my_tasks.mine([]), my_tasks.mine([], (LARGEST, "blad")))
    yield from (my_tasks.mine([], (LARGEST, "")), confirming.as_it_is(LARGEST))
    for showing in (*flow.by_key, *confirming.LEFT_FOR):
        yield confirming.gone_on(flow, showing)
    yield checks.open_card(LARGEST, 2, 7, NOW.date(), "10:00")
    yield checks.open_card(LARGEST, 2, 7, NOW.date())
    yield tasks.sent_already()
    yield tasks.notice(
        the_proposal(ProposalStatus.NEW), flow, COMPLETE, advice(flow, State(COMPLETE)), 5
    )
    for status in ProposalStatus:
        sent = Proposal(LARGEST, "BB-7K3M9", LARGEST, LARGEST, status, "Zuid", NOW, LARGEST)
        yield my_tasks.mine([(sent, "blad ruimen " * 4, NOW.date())])
        yield tasks.opened(sent, flow, COMPLETE, photos=5, day=NOW.date())
        yield tasks.withdrawing(sent, "blad ruimen")
        yield tasks.withdrawn(sent)


def of_review() -> Iterator[Message]:
    flow = FLOWS["propose_task"]
    for status in ProposalStatus:
        for dossier in (the_dossier(status), replace(the_dossier(status), photos=0, similar=[])):
            for place in (
                None,
                reviewing.Place(1, 1, None, None, "Oude Wijken"),
                reviewing.Place(2, 3, LARGEST - 1, LARGEST - 2),
            ):
                yield reviewing.card(flow, dossier, place)
    yield from (queue.empty(None), queue.empty("Zuid"))
    yield queue.districts(PLACES.districts)


def the_proposal(status: ProposalStatus) -> Proposal:
    return Proposal(
        LARGEST, "BB-7K3M9", LARGEST, LARGEST, status, "Oude Wijken", NOW, version=100_000
    )


def the_dossier(status: ProposalStatus) -> reviewing.Dossier:
    flow = FLOWS["propose_task"]
    near = [Neighbour(LARGEST - n, f"BB-7K3M{n}", "asked", "blad ruimen " * 9) for n in range(3)]
    return reviewing.Dossier(
        proposal=the_proposal(status),
        day=NOW.date(),
        answers={**COMPLETE, "more": "meer " * 200},
        advice=advice(flow, State(COMPLETE)),
        photos=5,
        voices=3,
        notes=[("Gebeld.", NOW.date())] * 3,
        similar=near,
        unreachable=True,
        may_undo=True,
        moved=standing.Moved(Actor.COORDINATOR, myself=False, day=NOW.date()),
    )


def of_decisions() -> Iterator[Message]:
    flow = FLOWS["propose_task"]
    for status in ProposalStatus:
        sent = the_proposal(status)
        yield from (
            deciding.decided(sent, "14:32"),
            deciding.overtaken(sent),
            deciding.restored(sent),
        )
        yield deciding.lapsed(sent)
        yield from (deciding.too_late(sent), still.ask(sent, "blad"), still.which(sent, flow))
        yield from (answered.no_answer(sent, "blad"), answered.alone_again(sent, "blad"))
        yield answered.nobody_to_ask(sent, "blad")
        why = [(label, key) for key, (label, _) in decisions.reasons(flow).items()]
        yield deciding.choose(sent, "blad", [Text("Waarom?")], why, Verb.REASON)
        what = [(text(q.short), q.key) for q in flow.applying(COMPLETE) if q.key in COMPLETE]
        yield deciding.choose(sent, "blad", [Text("Wat?")], what, Verb.ABOUT)
        near = [(reviewing.name(n), str(n.id)) for n in the_dossier(status).similar]
        yield deciding.choose(sent, "blad", [Text("Welke?")], near, Verb.TARGET)
        go_on = Button(Text("Verder"), buttons.data(Verb.PREVIEW, sent.id, str(sent.version)))
        yield from (
            deciding.write(sent, "blad", Text("Typ."), go_on),
            deciding.write(sent, "blad", Text("x"), None),
        )
        for action in Action:
            plan = Plan(action, sent.version)
            told = decisions.approved(sent.reference, "blad")
            yield deciding.preview(sent, told, plan, unreachable=True)
            yield deciding.preview(sent, told, plan, told, [told, told], unreachable=False)
        for asked in flow.questions:
            outcomes = advice(flow, State(COMPLETE))
            yield answered.answer(sent, asked, Verbatim("blad " * 200), outcomes)
    yield from to_proposers()


def to_proposers() -> Iterator[Message]:
    """What proposers read of a decision."""
    told = ("BB-7K3M9", "blad ruimen")
    yield from (decisions.approved(*told), decisions.merged(*told), decisions.joined_by(*told))
    yield from (decisions.closed(*told), still.thanks(), decisions.alone_again(*told))
    yield from (decisions.approved(*told, together=True), decisions.closed(*told, together=True))
    for _, why in decisions.reasons(FLOWS["propose_task"]).values():
        for together in (False, True):
            yield decisions.declined(OFFICE, *told, why, "Bel ons gerust.", together=together)
    yield message(*decisions.asks(*told, "Welk geld?"))


def of_checks() -> Iterator[Message]:
    flow = FLOWS["check_candidate"]
    for state in ({}, {q.key: q.options[-1].key for q in flow.questions}):
        given_ = advice(flow, State(state))
        for explained in (False, True):
            yield card.card(LARGEST, flow, state, given_, explained=explained)
        yield card.card(LARGEST, flow, state, given_, again="K-7F3Q")
        for version in (1, 12):
            kept = Check(LARGEST, "K-7F3Q", LARGEST, LARGEST, NOW, version)
            yield card.result(flow, state, given_, kept, NOW.date())
            yield from of_saved(flow, state, kept)
    yield from (card.stopped(), card.stopped("K-7F3Q"))
    yield from (saved.deleted("K-7F3Q", NOW.date()), saved.deleted("K-7F3Q"))
    one = Check(LARGEST, "K-7F3Q", LARGEST, LARGEST, NOW)
    for page in (0, 1, 10_000):
        each = [checks.Listed(one, outcome, set_aside=False, day=NOW.date()) for outcome in Outcome]
        each += [checks.Listed(one, outcome, set_aside=True, day=NOW.date()) for outcome in Outcome]
        yield checks.saved(each, page, more=True)
    yield checks.saved([], 0, more=False)
    yield checks.unknown("K-7F3Q")


def of_saved(flow: Flow, answers: dict[str, str], check: Check) -> Iterator[Message]:
    given_ = advice(flow, State(answers))
    decided = {
        key: Override(LARGEST, key, Outcome.MET, reason, "Het is besproken.", LARGEST)
        for key, reason in zip(given_.verdicts, Because, strict=False)
    }
    for overrides in ({}, decided):
        others = [(replace(check, version=n), NOW.date()) for n in (11, 10)]
        opened = saved.Saved(check, NOW.date(), flow, answers, given_, overrides, others)
        yield saved.opened(opened)
        yield overriding.which(opened)
        for key in given_.verdicts:
            yield overriding.becomes(opened, key)
            for outcome in Outcome:
                yield overriding.why(opened, key, outcome)
                yield overriding.note(opened, key, outcome)
    yield saved.deleting(check)


def of_team() -> Iterator[Message]:
    both, none = frozenset(Role), frozenset[Role]()
    people_ = [
        Member(LARGEST - n, name, "nl", roles, 12)
        for n, (name, roles) in enumerate(
            {"Karim": both, "Kees": frozenset({Role.COACH}), "Fleur": none}.items()
        )
    ]
    out = [OpenInvite(f"{n:016x}", role, NOW, by) for n, role in enumerate(Role) for by in ("K",)]
    yield team.team(people_, 12, more=True, invites=3)
    yield from (team.invites([]), team.invites([(one, NOW.date()) for one in out]))
    for one in people_:
        yield from (team.member(one, myself=True), team.ask_name(one))
        yield from (leaving.last_coordinator(one), leaving.choose_colleague(one, people_))
        yield from (leaving.handing_over(one, people_[0]), leaving.handed_over(one, people_[0]))
        yield from (leaving.you_got(one), leaving.yours_went(one, people_[0]))
        for role in Role:
            yield from (leaving.revoking(one, role, myself=False), leaving.revoked(one, role))
            yield leaving.you_lost(OFFICE, role)
    yield leaving.choose_colleague(people_[0], [])
    yield from (team.ask_name(), team.named("Karim"), team.no_name())
    yield from (joining.welcome(Role.COACH), joining.welcome(Role.COORDINATOR, "Carla"))


def of_approved() -> Iterator[Message]:
    flow = FLOWS["propose_task"]
    for district in PLACES.districts:
        for hours in taken.HOURS:
            for guidance in taken.GUIDANCE:
                filters = taken.Filters(9999, district, hours, guidance)
                entries = [taken.Entry(LARGEST, "blad ruimen", "Selwerd")]
                yield taken.listed(filters, entries, more=True)
                yield from (taken.gone(filters), taken.task(flow, COMPLETE, filters))
                for which in taken.FILTER:
                    yield taken.choose(which, filters, PLACES.districts)
    yield taken.listed(taken.Filters(), [], more=False)


def test_every_view_is_among_them() -> None:
    """A view that is added and not shown above would escape all that is said of every message."""
    called = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    sys.setprofile(note)
    try:
        deque(everything(), maxlen=0)
    finally:
        sys.setprofile(None)
    modules = [import_module(f"bot.views.{m.name}") for m in iter_modules(views.__path__)]
    made = {
        f"{module.__name__}.{name}": function
        for module in modules
        for name, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__ and "Message" in str(signature(function))
    }
    assert len(made) > 80
    assert not [name for name, function in made.items() if function.__code__ not in called]


def buttons_of(said_: Message) -> Iterator[Button]:
    if isinstance(said_.keyboard, Inline):
        for row in said_.keyboard.rows:
            yield from row


def test_every_button_that_a_view_makes_fits_and_can_be_read() -> None:
    made = [button for sent in everything() for button in buttons_of(sent)]
    carried = {button.press for button in made if button.press}
    longest = max(carried, key=lambda press: len(press.encode()))
    print(f"{len(carried)} buttons, the longest {len(longest.encode())} bytes: {longest}")
    assert len(longest.encode()) <= AT_MOST
    for press in carried:
        found = buttons.read(press)
        assert found
        assert buttons.data(found.verb, found.number, *found.words) == press


def test_every_button_does_one_thing_and_says_something() -> None:
    for sent in everything():
        for button in buttons_of(sent):
            assert bool(button.press) != bool(button.copy)
            assert len(button.copy) <= 256
            for language in LANGUAGES:
                assert words(button.label, language).strip()


def test_no_two_buttons_of_a_message_look_the_same() -> None:
    for sent in everything():
        labels = [words(button.label, "nl") for button in buttons_of(sent)]
        assert len(set(labels)) == len(labels), labels


def test_every_verb_has_a_button() -> None:
    pressed_ = {buttons.read(b.press) for sent in everything() for b in buttons_of(sent) if b.press}
    assert {press.verb for press in pressed_ if press} == set(Verb)


def test_every_message_of_a_view_survives_being_stored() -> None:
    for sent in everything():
        assert load(dump(sent)) == sent
