"""Whatever Telegram could send: no fault of ours, and what must always hold does."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot import app
from bot.people import Role
from bot.simulator.chats import Message
from conversations import flows
from tests.counted import Counted
from tests.dialogue import until_summary
from tests.hostile.updates import GO_ON, PRESS, broken, person, private, updates
from tests.stage import COACH, COLLEAGUE, COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage

PEOPLE = (RESIDENT, NEIGHBOUR, COACH, COLLEAGUE, COORDINATOR)
ROLES = {COACH: Role.COACH, COLLEAGUE: Role.COACH, COORDINATOR: Role.COORDINATOR}
TOGETHER, AT_ONCE = 25, 5
"""Updates in an example, and how many of them the bot gets at a time."""
MARK = re.compile(r"zegt(\d{4})")
"""What every typed text of a person bears, so that it is known wherever it comes up."""


FURTHER = ("/taak", "blad opruimen op het plein", "Selwerd", "/check")
LABELS = (
    "Toch versturen", "Versturen", "Opslaan", "Alles voldoet", "Bewoner", "1-4", "Het hele jaar",
    "Via deze chat", "Weet ik niet", "Ja, Selwerd", "Verder", "Goedkeuren",
)  # fmt: skip

Seen = tuple[Message, dict[str, Any]]


def further(keys: list[Seen]) -> Seen | None:
    """Return the button that brings a person further, of those that they see."""
    last = [seen for seen in keys if seen[0] is keys[-1][0]]
    wanted = (seen for label in LABELS for seen in last if seen[1]["text"] == label)
    return next(wanted, None)


class Crowd:
    """People who do anything, and one bot."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.sent = 0

    def send(self, made: dict[str, Any]) -> None:
        if PRESS in made:
            made = self._press(made["who"], lambda keys: keys[-1 - made[PRESS] % len(keys)])
        elif GO_ON in made:
            made = self._press(made["who"], further, FURTHER[made[GO_ON]])
        queue = self.stage.world.queue
        self.sent += 1
        number = queue.put("nothing", {})
        queue.repeat({"update_id": number} | {k: self._placed(v) for k, v in made.items()})

    def _press(
        self, who: int, choose: Callable[[list[Seen]], Seen | None], words: str = "/taak"
    ) -> dict[str, Any]:
        """Press a button that the person sees, or type these words where there is none."""
        shown = [m for m in self.stage.world.chat(who).messages if m.by_bot and m.inline][-3:]
        keys = [
            (m, key) for m in shown for row in m.inline for key in row if "callback_data" in key
        ]
        found = choose(keys) if keys else None
        base = {"date": 1, "chat": private(who)}
        if found is None:
            return {"message": base | {"message_id": 0, "from": person(who), "text": words}}
        under, key = found
        message = base | {"message_id": under.message_id}
        query = {"id": str(self.sent), "from": person(who), "chat_instance": "c"}
        return {"callback_query": query | {"message": message, "data": key["callback_data"]}}

    def _placed(self, what: Any) -> Any:
        """Give a message its number, and what is typed its mark."""
        if not isinstance(what, dict) or not isinstance(what.get("chat"), dict):
            return what
        who = what["chat"].get("id")
        if isinstance(who, int) and who in self.stage.world.chats and what.get("message_id") == 0:
            chat = self.stage.world.chat(who)
            chat.started, chat.blocked = True, False
            what["message_id"] = chat.next_id()
            for name in ("text", "caption"):
                said = what.get(name)
                if isinstance(said, str) and said[:1] not in {"", "/"} and len(said) < 4000:
                    what[name] = f"{said} zegt{who}" if "plein" in said else said
        return what

    async def holds(self) -> None:
        """See that what must always hold does."""
        stage, ask = self.stage, self.stage.query
        assert not stage.world.violations, stage.world.violations
        assert await ask("SELECT id FROM people WHERE id < 0") == []
        known = flows(app.places())
        for flow, question in await ask(
            "SELECT DISTINCT c.flow, a.question FROM answers a JOIN conversations c"
            " ON c.id = a.conversation_id"
        ):
            assert question in known[flow].by_key
        for owner, said in await ask(
            "SELECT c.person_id, a.value FROM answers a JOIN conversations c"
            " ON c.id = a.conversation_id"
        ):
            assert owner == 0 or set(MARK.findall(said)) <= {str(owner)}
        twice = "SELECT conversation_id FROM {} GROUP BY conversation_id HAVING count(*) > 1"
        for table in ("proposals", "checks"):
            assert await ask(twice.format(table)) == []
        for table, whose in (("proposals", "person_id"), ("checks", "coach_id")):
            assert not await ask(
                f"SELECT t.id FROM {table} t JOIN conversations c ON c.id = t.conversation_id"
                f" WHERE t.{whose} <> c.person_id AND t.{whose} <> 0 AND c.person_id <> 0"
            )
        for whose, role in await ask("SELECT person_id, role FROM roles WHERE revoked_at IS NULL"):
            assert ROLES[whose] == role
        sent = await ask(
            "SELECT chat_id, message_id FROM outbox WHERE status = 'sent' AND chat_id > 0"
            " AND kind <> 'file' AND not_before IS NULL ORDER BY id"
        )
        for chat in PEOPLE:
            numbers = [number for whose, number in sent if whose == chat and number]
            assert numbers == sorted(set(numbers))
        for who in (RESIDENT, NEIGHBOUR):
            for message in stage.world.chat(who).messages:
                assert not message.by_bot or set(MARK.findall(message.text)) <= {str(who)}


@contextmanager
def crowd(path: Path) -> Iterator[tuple[Crowd, Callable[[Any], Any]]]:
    """Let a crowd be there for many examples: a bot for each would take all the time."""
    with asyncio.Runner() as runner:
        stage = on_stage(path)
        bot = runner.run(stage.__aenter__())
        try:
            for who, role in ROLES.items():
                runner.run(bot.give(who, role))
            for who in (RESIDENT, NEIGHBOUR):
                runner.run(until_summary(bot, who, description=f"blad opruimen zegt{who}"))
                bot.world.press(who, "Versturen")
            yield Crowd(bot), runner.run
        finally:
            runner.run(stage.__aexit__(None, None, None))


def play(
    path: Path, counted: Counted, many: int, source: st.SearchStrategy[Any], *, valid: bool
) -> None:
    began = time.perf_counter()
    with crowd(path) as (people, run):

        @settings(
            max_examples=many // TOGETHER,
            deadline=None,
            derandomize=many < 10_000,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(source, min_size=TOGETHER, max_size=TOGETHER))
        def together(batch: list[dict[str, Any]]) -> None:
            for first in range(0, TOGETHER, AT_ONCE):
                for update in batch[first : first + AT_ONCE]:
                    people.send(update)
                run(people.stage.settle())
            if valid:
                assert run(people.stage.query("SELECT error FROM failed_updates")) == [], batch
            if people.sent % (TOGETHER * 20) == 0:
                run(people.holds())

        together()
        run(people.holds())
        counts = [
            run(people.stage.query(f"SELECT count(*) FROM {table}"))[0][0]
            for table in (
                "updates_seen",
                "conversations",
                "answers",
                "proposals",
                "checks",
                "audit",
            )
        ]
        failed = run(people.stage.query("SELECT error, count(*) FROM failed_updates GROUP BY 1"))
    took = time.perf_counter() - began
    counted(
        f"{people.sent} updates in {took:.1f} s; seen, conversations, answers, proposals, checks,"
        f" audit: {counts}; set aside: {[tuple(row) for row in failed]}"
    )
    assert people.sent >= many * 0.9
    assert counts[0] >= people.sent
    assert min(counts) > 0
    assert all(error.startswith("unreadable: ") for error, _ in failed), "and no more"


@pytest.mark.long
def test_two_thousand_updates_by_the_bot_apis_data(tmp_path: Path, counted: Counted) -> None:
    play(tmp_path, counted, 2_000, updates(PEOPLE), valid=True)


def test_broken_updates_break_nothing_else(tmp_path: Path, counted: Counted) -> None:
    play(tmp_path, counted, 500, broken(PEOPLE) | updates(PEOPLE), valid=False)


@pytest.mark.soak
def test_fifty_thousand_updates_by_the_bot_apis_data(tmp_path: Path, counted: Counted) -> None:
    play(tmp_path, counted, 50_000, updates(PEOPLE), valid=True)
