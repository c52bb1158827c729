"""Which delivery goes next, as tables."""

from dataclasses import replace

import pytest

from bot.message import dump, load, message, rows
from bot.records import Delivery, Kind
from bot.telegram import lanes
from bot.telegram.lanes import EditLane, Lanes, merged
from bot.views.menu import PROPOSE
from conversations.text import Verbatim


def send(id_: int, chat: int = 1) -> Delivery:
    return Delivery(id_, chat, Kind.SEND, "nl", dump(message(Verbatim(str(id_)))))


def edit(id_: int, words: str = "", target: int | None = None, number: int | None = 9) -> Delivery:
    said = message(Verbatim(words or str(id_)), keyboard=rows(PROPOSE))
    return Delivery(id_, 1, Kind.EDIT, "nl", dump(said), target, number)


def strip(id_: int) -> Delivery:
    return Delivery(id_, 1, Kind.STRIP, "nl", "", None, 9)


def delete(id_: int) -> Delivery:
    return Delivery(id_, 1, Kind.DELETE, "nl", "", None, 9)


@pytest.mark.parametrize(
    ("earlier", "later", "kind", "shown", "buttons"),
    [
        (edit(1, "a"), edit(2, "b"), Kind.EDIT, "b", True),
        (strip(1), edit(2, "b"), Kind.EDIT, "b", True),
        (edit(1, "a"), strip(2), Kind.EDIT, "a", False),
        (strip(1), strip(2), Kind.STRIP, None, False),
        (edit(1, "a"), delete(2), Kind.DELETE, None, False),
        (delete(1), edit(2, "b"), Kind.DELETE, None, False),
        (delete(1), strip(2), Kind.DELETE, None, False),
    ],
)
def test_one_change_does_what_two_do(
    earlier: Delivery, later: Delivery, kind: Kind, shown: str | None, buttons: bool
) -> None:
    made = merged(earlier, later)
    assert made.kind is kind
    if shown is not None:
        said = load(made.content)
        assert said.lines[0].words == Verbatim(shown)
        assert bool(said.keyboard) is buttons


def test_only_the_newest_state_waits_and_it_stands_in_for_the_others() -> None:
    lane = EditLane()
    assert lane.take() is None
    first, second, third = edit(1), edit(2), edit(3)
    lane.put(first)
    assert lane.take() == (first, [])
    for change in (first, second, third):
        lane.put(change)
    assert lane.take() == (third, [first, second])
    assert lane.take() is None


def test_what_waits_keeps_what_a_later_change_leaves_alone() -> None:
    lane = EditLane()
    lane.put(edit(1, "a"))
    lane.put(strip(2))
    taken = lane.take()
    assert taken
    assert (taken[0].kind, load(taken[0].content).keyboard) == (Kind.EDIT, None)
    lane.put(delete(3))
    lane.put(edit(4))
    taken = lane.take()
    assert taken
    assert taken[0].kind is Kind.DELETE


def test_sends_of_a_chat_share_a_worker() -> None:
    known = Lanes()
    assert [known.put_send(d) for d in (send(1), send(2), send(3, chat=2))] == [True, False, True]
    assert [d.id for d in known.sends[1]] == [1, 2]
    assert [d.id for d in known.drop(1)] == [2]
    assert [d.id for d in known.sends[1]] == [1]
    assert known.drop(7) == []


def test_a_change_waits_for_its_message() -> None:
    known = Lanes()
    known.expect(send(1))
    change = edit(2, target=1, number=None)
    assert not known.never_sent(change)
    assert known.put_edit(change) is None
    assert known.sent(1, 40) == [change]
    assert known.put_edit(change) == (1, 40)
    assert known.put_edit(replace(change, id=3)) is None, "that message has its worker already"
    taken = known.edits[1, 40].take()
    assert taken
    assert (taken[0].id, taken[0].message_id) == (3, 40)


@pytest.mark.parametrize(
    ("change", "never"),
    [
        (edit(5, number=9), False),
        (edit(5, target=1, number=None), False),
        (edit(5, target=2, number=None), False),
        (edit(5, target=3, number=None), True),
        (edit(5, target=4, number=None), True),
        (edit(5, target=None, number=None), True),
    ],
)
def test_a_change_of_what_never_comes_is_known(change: Delivery, never: bool) -> None:
    known = Lanes()
    for id_ in (1, 2, 3):
        known.expect(send(id_))
    known.sent(2, 40)
    known.sent(3, None)
    assert known.never_sent(change) is never


def test_only_the_oldest_numbers_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "NUMBERS_KEPT", 3)
    known = Lanes()
    for id_ in range(1, 6):
        known.sent(id_, 100 + id_)
    forgotten = [known.never_sent(edit(9, target=id_, number=None)) for id_ in range(1, 6)]
    assert forgotten == [True, True, False, False, False]
