"""What must be true of the database and of what people saw, however often the bot died."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.simulator.world import Call, World
from tests.acceptance.kept import rows
from tests.people.residents import Resident

SENDS = {"sendMessage", "sendPhoto", "sendMediaGroup", "sendVoice", "sendDocument"}
IN_LINE = "kind IN ('send', 'photos', 'voice', 'picture', 'list')"
"""In order; a file takes its turn when it is made."""
FIRST_UPDATE = 100_000_001


def acknowledged(path: Path, world: World) -> None:
    """Law 3: the bot has what Telegram has forgotten."""
    waiting = {update["update_id"] for update in world.queue.waiting}
    confirmed = set(range(FIRST_UPDATE, world.queue._next_id)) - waiting
    seen = rows(path, "SELECT update_id FROM updates_seen") if confirmed else []
    kept = {id_ for (id_,) in seen}
    assert confirmed <= kept, f"acknowledged but not kept: {sorted(confirmed - kept)}"


def confirmed(path: Path, residents: Iterable[Resident]) -> int:
    """Every answer after which the next question was seen is there, once; how many."""
    count = 0
    for resident in residents:
        kept = _answers_by_conversation(path, resident.user_id)
        for number, proposal in enumerate(resident.proposals):
            if proposal.confirmed:
                _stored(kept[number], proposal.confirmed, (resident.user_id, number))
                count += len(proposal.confirmed)
    return count


def _answers_by_conversation(path: Path, person: int) -> list[dict[str, str]]:
    found = rows(
        path,
        "SELECT c.id, a.question, a.value FROM conversations c LEFT JOIN answers a"
        " ON a.conversation_id = c.id WHERE c.person_id = ? AND c.flow = 'propose_task'",
        person,
    )
    by_id: dict[int, dict[str, str]] = {}
    for id_, question, value in sorted(found, key=lambda row: row[0]):
        by_id.setdefault(id_, {})
        if question:
            by_id[id_][question] = value
    return list(by_id.values())


def _stored(kept: dict[str, str], expected: dict[str, str], where: object) -> None:
    for question, value in expected.items():
        found = kept.get(question)
        # What was written twice, because it was asked twice, is joined there.
        lines = set((found or "").split("\n")) if question == "description" else {found}
        assert lines == {value}, (where, question, value, found)


def proposals(path: Path, residents: Iterable[Resident]) -> int:
    """Every proposal that was sent is there once, whole, in a conversation of its own."""
    count = 0
    for resident in residents:
        person = resident.user_id
        found = rows(
            path,
            "SELECT reference, conversation_id FROM proposals WHERE person_id = ? ORDER BY id",
            person,
        )
        sent = [proposal for proposal in resident.proposals if proposal.reference]
        assert [reference for reference, _ in found] == [p.reference for p in sent], person
        conversations = _answers_by_conversation(path, person)
        assert len(conversations) == len(resident.proposals), (person, conversations)
        for proposal, (_, id_) in zip(sent, found, strict=True):
            answers = dict(
                rows(path, "SELECT question, value FROM answers WHERE conversation_id = ?", id_)
            )
            expected = {key: value for key, (_, value) in proposal.replies.items()}
            assert answers.keys() == expected.keys(), (person, proposal.reference)
            _stored(answers, expected, (person, proposal.reference))
            photos = rows(path, "SELECT count(*) FROM photos WHERE conversation_id = ?", id_)
            assert photos == [(proposal.photos,)], (person, proposal.reference)
            count += 1
    return count


def all_handled(path: Path, world: World) -> None:
    """Each update was handled, and none was set aside."""
    assert world.queue.waiting == []
    acknowledged(path, world)
    assert rows(path, "SELECT * FROM failed_updates") == []


@dataclass(frozen=True)
class Send:
    """A message as it arrived at the server."""

    place: int
    number: int
    what: str


def doubled(path: Path, world: World, deaths: Sequence[int]) -> int:
    """All that was put in the outbox has arrived, in order; how much of it twice.

    `deaths` are the numbers of calls that had come in when the bot died.
    """
    unsent = rows(
        path, "SELECT id, status, reason FROM outbox WHERE status != 'sent' AND not_before IS NULL"
    )
    assert unsent == []
    kept: dict[int, list[int]] = {}
    sent = "SELECT chat_id, message_id FROM outbox WHERE status = 'sent' AND message_id IS NOT NULL"
    for chat, number in rows(path, f"{sent} AND {IN_LINE} AND not_before IS NULL ORDER BY id"):
        kept.setdefault(chat, []).append(number)
    for chat, numbers in kept.items():
        assert numbers == sorted(set(numbers)), f"not in order in chat {chat}: {numbers}"
    every = {(chat, number) for chat, number in rows(path, sent)}
    arrived = _arrived(world)
    missing = every - {(chat, send.number) for chat, sends in arrived.items() for send in sends}
    assert not missing, f"marked as sent, but never arrived: {missing}"
    return sum(_twice(chat, sends, every, deaths) for chat, sends in arrived.items())


def _twice(
    chat: int, sends: Sequence[Send], kept: set[tuple[int, int]], deaths: Sequence[int]
) -> int:
    """At most one of a chat's messages came twice for each time that the bot died."""
    lives: Counter[int] = Counter()
    for index, send in enumerate(sends):
        if (chat, send.number) in kept:
            continue
        again = next((later for later in sends[index + 1 :] if later.what == send.what), None)
        assert again, f"arrived in chat {chat}, but is not known: {send}"
        lives[bisect_right(deaths, again.place)] += 1
    assert lives[0] == 0, f"twice in chat {chat}, though nothing died"
    more = f"more than one twice in chat {chat}: {lives}"
    assert all(count == 1 for count in lives.values()), more
    return lives.total()


def _arrived(world: World) -> dict[int, list[Send]]:
    found: dict[int, list[Send]] = {}
    for place, call in enumerate(world.calls):
        if call.ok and call.method in SENDS:
            found.setdefault(call.params["chat_id"], []).append(
                Send(place, _number(call), _what(call))
            )
    return found


def _number(call: Call) -> int:
    result = call.result[0] if isinstance(call.result, list) else call.result
    return int(result["message_id"])


def _what(call: Call) -> str:
    shown = ("text", "caption", "reply_markup", "media", "photo", "voice")
    return json.dumps({key: call.params.get(key) for key in shown}, sort_keys=True, default=str)
