"""With a token: by long polling at a Bot API server, which here the test itself runs."""

import asyncio
import random
import re
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.simulator.server import Simulator
from bot.simulator.world import World
from tests.acceptance.counting import calls
from tests.acceptance.kept import answers, rows
from tests.acceptance.phone import (
    ANSWERS,
    MENDED,
    PROPOSAL,
    RESIDENT,
    TASK,
    GoneError,
    Phone,
    phones,
)
from tests.acceptance.program import Program, run, running
from tests.stage import check_call

TOKEN = "123456789:AAtest_token-0123456789abcdefghijklmn"
ANNA, BRAM, CARLA = 501, 502, 503
FIRST = "Become the first coordinator: "


@dataclass(frozen=True)
class Telegram:
    """A Bot API server, and the settings of a bot that uses it."""

    world: World
    settings: Mapping[str, str]
    address: str


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    world = World(TOKEN, username="basisbaan_groningen_bot")
    world.on_call.append(check_call)
    for user_id, name in {RESIDENT: "Rita", ANNA: "Anna", BRAM: "Bram", CARLA: "Carla"}.items():
        world.add_user(user_id, name)
    simulator = Simulator(world)
    address = await simulator.start()
    yield Telegram(world, {"BOT_TOKEN": TOKEN, "BOT_API_URL": address}, address)
    await simulator.stop()
    assert world.violations == []


def payload(link: str) -> str:
    found = re.search(r"https://t\.me/basisbaan_groningen_bot\?start=([\w-]+)$", link)
    assert found, link
    return found.group(1)


def one_line(program: Program) -> str:
    """What a failure says: a single line, and nothing a programmer would have to read."""
    assert program.lines == []
    (line,) = program.errors
    return line


async def test_the_first_coordinator(telegram: Telegram, tmp_path: Path) -> None:
    async with running(tmp_path, module="bot", **telegram.settings) as program:
        await program.line("The bot @basisbaan_groningen_bot is running.")
        code = payload(await program.line(FIRST))
        async with phones(telegram.address, ANNA, BRAM) as (anna, bram):
            await anna.start(code)
            await anna.sees("Wat wilt u doen?")
            await bram.start(code)
            await bram.sees("Deze uitnodiging werkt niet meer.")
        assert await program.end() == 0
        assert len(program.said(FIRST)) == 1
    path = tmp_path / "data/basisbaan.db"
    assert rows(path, "SELECT person_id, role FROM roles") == [(ANNA, "coordinator")]
    assert telegram.world.called("getUpdates")

    async with running(tmp_path, module="bot", **telegram.settings) as program:
        await program.line("is running.")
        async with phones(telegram.address, BRAM) as (bram,):
            await bram.start()
            await bram.sees("Goedendag!")
        assert await program.end() == 0
        assert program.said(FIRST) == []


async def test_an_invitation_and_a_second_bot_beside_the_running_one(
    telegram: Telegram, tmp_path: Path
) -> None:
    async with running(tmp_path, module="bot", **telegram.settings) as program:
        await program.line("is running.")
        invited, second = await asyncio.gather(
            run(tmp_path, "invite", "coach", module="bot", **telegram.settings),
            run(tmp_path, module="bot", **telegram.settings),
        )
        assert (invited.process.returncode, invited.errors) == (0, [])
        assert second.process.returncode == 2
        assert "already running" in one_line(second)

        async with phones(telegram.address, CARLA) as (carla,):
            await carla.start(payload(invited.lines[0]))
            menu = await carla.sees("Wat wilt u doen?")
            await carla.reply(menu, "[Kandidaat toetsen]")
            await carla.sees("Nog te bepalen: 7 van 7")
        assert await program.end() == 0


async def test_a_token_that_the_server_refuses(telegram: Telegram, tmp_path: Path) -> None:
    wrong = {**telegram.settings, "BOT_TOKEN": f"{TOKEN}x"}
    program = await run(tmp_path, module="bot", **wrong)
    assert program.process.returncode == 2
    assert "BOT_TOKEN" in one_line(program)
    assert TOKEN not in one_line(program)


async def test_the_log_holds_no_answers_and_no_token(telegram: Telegram, tmp_path: Path) -> None:
    """Not even when everything is logged, and an answer is one that must not be kept."""
    bsn = "111222333"
    async with running(tmp_path, module="bot", **telegram.settings, LOG_LEVEL="DEBUG") as program:
        async with phones(telegram.address, RESIDENT) as (resident,):
            await resident.start()
            await resident.play([*PROPOSAL[:2], ("Vraag 2 van 12", f"hulp voor {bsn}")])
            await resident.sees("Dit lijkt op een burgerservicenummer.")
            await resident.act("type", text=TASK)
            await resident.play([*PROPOSAL[3:], *MENDED])
            await resident.sees("Uw voorstel is binnen.")
        assert await program.end() == 0
    written = "\n".join(program.lines + program.errors)
    assert not [word for word in (TOKEN, TASK, "selwert", "Selwerd", bsn) if word in written]
    path = tmp_path / "data/basisbaan.db"
    assert answers(path, RESIDENT) == ANSWERS
    assert bsn.encode() not in path.read_bytes()


async def test_what_was_typed_while_the_bot_stopped(telegram: Telegram, tmp_path: Path) -> None:
    async with phones(telegram.address, RESIDENT) as (resident,):
        async with running(tmp_path, **telegram.settings) as program:
            await resident.start()
            await resident.play(PROPOSAL[:3])
            assert await program.end() == 0
        async with running(tmp_path, **telegram.settings) as program:
            await resident.play([*PROPOSAL[3:], *MENDED])
            await resident.sees("Uw voorstel is binnen.")
            assert await program.end() == 0
    assert answers(tmp_path / "data/basisbaan.db", RESIDENT) == ANSWERS


class Determined:
    """Someone who answers whatever the bot asks last, however often, until it is sent."""

    ANSWERS: Mapping[str, str] = {
        "Goedendag!": "[Taak voorstellen]",
        "U was bezig": "[Verder gaan]",
        **{re.sub(r"Vraag (\d+) .*", r"Vraag \1 van", seen): reply for seen, reply in PROPOSAL},
        **dict(MENDED),
    }

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.answered = 0

    async def propose(self) -> None:
        """Goes on to the receipt, through every restart of the bot."""
        await self.phone.start()
        while True:
            message = await self.phone.newest_question()
            if message and "Uw voorstel is binnen." in message["text"]:
                return
            if message and message["id"] > self.answered:
                with suppress(GoneError):  # the bot was quicker: the next message says what now
                    await self.phone.reply(message, self._reply(message["text"]))
                    self.answered = message["id"]
            await asyncio.sleep(0.005)

    def _reply(self, text: str) -> str:
        return next(reply for seen, reply in self.ANSWERS.items() if seen in text)


@pytest.mark.parametrize("seed", [2023])
async def test_killed_five_times(telegram: Telegram, tmp_path: Path, seed: int) -> None:
    """Pulled from the wall at any moment: no answer is lost, nothing is sent in twice."""
    chance = random.Random(seed)
    path = tmp_path / "data/basisbaan.db"
    async with phones(telegram.address, RESIDENT) as (resident,):
        person = asyncio.create_task(Determined(resident).propose())
        for kill in range(5):
            async with running(tmp_path, **telegram.settings) as program:
                moment = asyncio.create_task(calls(telegram.world, chance.randint(4, 12)))
                async with asyncio.timeout(30):
                    await asyncio.wait({moment, person}, return_when=asyncio.FIRST_COMPLETED)
                moment.cancel()
                await asyncio.sleep(chance.random() * 0.02)
                seen = _asked_last(telegram.world)
                await program.end(signal.SIGKILL)
            if path.exists():
                kept = answers(path, RESIDENT)
                confirmed = list(ANSWERS)[: max(0, seen - 1)]
                assert all(key in kept for key in confirmed), (kill, seen, kept)
        async with running(tmp_path, **telegram.settings) as program:
            async with asyncio.timeout(30):
                await person
            assert await program.end() == 0

    kept = answers(path, RESIDENT)
    assert kept.pop("description").startswith(ANSWERS["description"])
    assert kept == {key: value for key, value in ANSWERS.items() if key != "description"}
    assert rows(path, "SELECT count(*) FROM proposals") == [(1,)]
    assert rows(path, "SELECT count(*) FROM conversations") == [(1,)]
    assert rows(path, "SELECT count(*) FROM failed_updates") == [(0,)]


def _asked_last(world: World) -> int:
    """The number of the last question that the person has seen; 0 before the first."""
    said = " ".join(message.text for message in world.chat(RESIDENT).messages if message.by_bot)
    return max(map(int, re.findall(r"Vraag (\d+) van 12", said)), default=0)
