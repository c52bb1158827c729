"""Fifty residents, coaches and coordinators at a Bot API server, and a bot that they outlive."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import Codes
from bot.intake.joining import invite
from bot.people import Role
from bot.simulator.server import Simulator
from bot.simulator.world import World
from bot.store import people as store
from bot.store.database import Database
from tests.acceptance.kept import rows
from tests.people import promises
from tests.people.residents import Resident
from tests.people.someone import Someone
from tests.people.staff import Coach, Coordinator
from tests.stage import check_call

TOKEN = "123456789:AAtest_token-0123456789abcdefghijklmn"

FINISH_WITHIN = 60.0
"""Seconds in which everyone can finish what they are at."""


@dataclass
class Town:
    """Who lives there, and what they have been through."""

    world: World
    simulator: Simulator
    address: str
    residents: list[Resident]
    coaches: list[Coach]
    coordinators: list[Coordinator]
    over: bool = False
    """Whether nobody begins anything new."""
    deaths: list[int] = field(default_factory=list)
    _lives: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def settings(self) -> Mapping[str, str]:
        """Of a bot for this town."""
        return {"BOT_TOKEN": TOKEN, "BOT_API_URL": self.address}

    @property
    def awake(self) -> bool:
        """Whether they have begun."""
        return bool(self._lives)

    @property
    def everyone(self) -> list[Someone]:
        return [*self.residents, *self.coaches, *self.coordinators]

    def wake(self) -> None:
        """Everyone begins."""
        acts: list[Callable[[], Awaitable[None]]] = [
            *(resident.propose for resident in self.residents),
            *(coach.check for coach in self.coaches),
            *(coordinator.review for coordinator in self.coordinators),
        ]
        self._lives = [asyncio.create_task(self._live(act)) for act in acts]

    async def _live(self, act: Callable[[], Awaitable[None]]) -> None:
        while not self.over:
            await act()

    async def finish(self) -> None:
        """Everyone finishes what they are at."""
        self.over = True
        for person in self.everyone:
            person.stir()
        _, stuck = await asyncio.wait(self._lives, timeout=FINISH_WITHIN)
        assert not stuck, [self._last(self.everyone[self._lives.index(life)]) for life in stuck]
        assert not self.troubles(), self.troubles()

    def _last(self, person: Someone) -> str:
        """What somebody sees who waits for an answer that does not come."""
        messages = self.world.chat(person.user_id).messages[-3:]
        return f"{person.user_id}: {[(m.message_id, m.text, m.buttons) for m in messages]}"

    def troubles(self) -> list[BaseException]:
        """What anyone stumbled over."""
        ended = [life for life in self._lives if life.done() and not life.cancelled()]
        return [error for life in ended if (error := life.exception())]

    def leave(self) -> None:
        for life in self._lives:
            life.cancel()

    def died(self, path: Path) -> None:
        """The bot was killed just now: what it had told is kept."""
        self.deaths.append(len(self.world.calls))
        assert not self.troubles(), self.troubles()
        promises.acknowledged(path, self.world)
        promises.confirmed(path, self.residents)

    def check(self, path: Path) -> str:
        """Everything that was promised, counted."""
        promises.all_handled(path, self.world)
        answers = promises.confirmed(path, self.residents)
        proposals = promises.proposals(path, self.residents)
        checks = self._check_checks(path)
        decisions = self._check_decisions(path)
        twice = promises.doubled(path, self.world, self.deaths)
        return (
            f"people {len(self.everyone)}, answers confirmed {answers}, proposals {proposals},"
            f" checks {checks}, decisions {decisions}, kills {len(self.deaths)},"
            f" messages twice {twice}, lost 0"
        )

    def _check_checks(self, path: Path) -> int:
        saved = {code: card for coach in self.coaches for code, card in coach.saved.items()}
        found = rows(path, "SELECT code, conversation_id FROM checks")
        assert sorted(code for code, _ in found) == sorted(saved)
        for code, id_ in found:
            verdicts = dict(
                rows(path, "SELECT condition, outcome FROM verdicts WHERE conversation_id = ?", id_)
            )
            overall, deciding = saved[code]
            outcomes = set(verdicts.values())
            assert overall == next(o for o in ("not_met", "unclear", "met") if o in outcomes), code
            found_ = {key for key, outcome in verdicts.items() if outcome == overall != "met"}
            assert found_ == deciding, code
        return len(found)

    def _check_decisions(self, path: Path) -> int:
        told: Counter[tuple[str, str]] = Counter()
        for coordinator in self.coordinators:
            told += Counter(coordinator.decided)
        made = Counter(
            rows(
                path,
                "SELECT p.reference, t.became FROM transitions t JOIN proposals p"
                " ON p.id = t.proposal_id WHERE t.actor_id > ?",
                self.coaches[-1].user_id,
            )
        )
        assert told == made
        return told.total()


@asynccontextmanager
async def town(
    seed: int, residents: int = 50, coaches: int = 4, coordinators: int = 3
) -> AsyncIterator[Town]:
    """Opens the server, with everyone at home."""
    world = World(TOKEN, username="basisbaan_groningen_bot")
    world.on_call.append(check_call)
    chance = random.Random(seed)

    def many(first: int, count: int) -> list[int]:
        for number in range(first, first + count):
            world.add_user(number, f"Iemand {number}")
        return list(range(first, first + count))

    def luck() -> random.Random:
        return random.Random(chance.random())

    simulator = Simulator(world)
    lived = Town(
        world,
        simulator,
        await simulator.start(),
        [Resident(world, number, luck()) for number in many(10_001, residents)],
        [Coach(world, number, luck()) for number in many(20_001, coaches)],
        [Coordinator(world, number, luck()) for number in many(30_001, coordinators)],
    )
    try:
        yield lived
        assert not lived.troubles(), lived.troubles()
        assert world.violations == []
    finally:
        lived.leave()
        await simulator.stop()


async def appoint(town: Town, path: Path) -> None:
    """Everyone who works there joins with an invitation, at a bot that runs."""
    staff = [(p, Role.COACH) for p in town.coaches] + [
        (p, Role.COORDINATOR) for p in town.coordinators
    ]
    codes = [Codes().invite_code() for _ in staff]
    database = Database(path)
    await database.open(alone=False)
    try:
        async with database.transaction() as tx:
            invites = [
                invite(r, c, datetime.now(UTC), None)
                for (_, r), c in zip(staff, codes, strict=True)
            ]
            await store.put_invites(tx, invites)
    finally:
        await database.close()
    for (person, _), code in zip(staff, codes, strict=True):
        town.world.start(person.user_id, code)
    for person, _ in staff:
        await person.sees("Wat wilt u doen?")
    for coordinator in town.coordinators[1:]:
        await coordinator.wants_a_digest()
