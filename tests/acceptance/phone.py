"""People with phones: over HTTP, by the same acts as the page."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.answered import ANSWERED

RESIDENT, COACH, COORDINATOR = 1001, 2001, 3001
WITHIN = 15.0

TASK = "blad en rommel opruimen op het plein"

PROPOSAL: Sequence[tuple[str, str]] = (
    ("Goedendag!", "[Taak voorstellen]"),
    ("Vraag 1 van 12", "[Bewoner]"),
    ("Vraag 2 van 12", TASK),
    ("Vraag 3 van 12", "selwert"),
    ("Bedoelt u Selwerd?", "[Ja, Selwerd]"),
    ("Vraag 4 van 12", "een uurtje of zes"),
    ("Vraag 5 van 12", "[Het hele jaar]"),
    ("Vraag 6 van 12", "[Ja]"),
    ("Vraag 7 van 12", "[Nee]"),
    ("Vraag 8 van 12", "[Ja]"),
    ("Vraag 9 van 12", "[Nee]"),
    ("Vraag 10 van 12", "[Ja]"),
    ("Vraag 11 van 12", "[Ik of mijn organisatie]"),
    ("Vraag 12 van 12", "[Via deze chat]"),
)
"""What is seen, and what is done then; in brackets a button."""

MENDED: Sequence[tuple[str, str]] = (
    ("Nog niet goed: 1", "[Antwoord aanpassen: geld]"),
    ("Uw antwoord was: Ja.", "[Nee]"),
    ("Uw taak voldoet aan alle voorwaarden.", "[Versturen]"),
)

ANSWERS: Mapping[str, str] = {**ANSWERED, "description": TASK}
"""What all of that comes to, as it is stored."""


class GoneError(AssertionError):
    """What was to be pressed is no longer there."""


@dataclass
class Phone:
    """One person's phone."""

    session: aiohttp.ClientSession
    address: str
    user_id: int

    async def act(self, name: str, **more: Any) -> None:
        asked = {"act": name, "user_id": self.user_id, **more}
        async with self.session.post(f"{self.address}/sim/act", json=asked) as answer:
            if answer.status != 200:
                raise GoneError(await answer.text())

    async def screen(self) -> list[dict[str, Any]]:
        """All messages in sight."""
        async with self.session.get(f"{self.address}/sim/state") as answer:
            told = await answer.json()
        own = next(phone for phone in told["phones"] if phone["user_id"] == self.user_id)
        return list(own["messages"])

    async def newest(self) -> dict[str, Any] | None:
        """The bot's newest message."""
        return next((m for m in reversed(await self.screen()) if not m["mine"]), None)

    async def newest_question(self) -> dict[str, Any] | None:
        """The bot's newest message that waits for an answer; a word beside it may stand below."""
        screen = reversed(await self.screen())
        return next((m for m in screen if not m["mine"] and m["inline"]), None)

    async def sees(self, words: str, *, after: int = 0) -> dict[str, Any]:
        """Waits until the bot's newest message says this."""
        newest: dict[str, Any] | None = None
        try:
            async with asyncio.timeout(WITHIN):
                while True:
                    newest = await self.newest()
                    if newest and newest["id"] > after and words in newest["text"]:
                        return newest
                    await asyncio.sleep(0.01)
        except TimeoutError:
            msg = f"no {words!r} but {newest}"
            raise AssertionError(msg) from None

    async def start(self, payload: str = "") -> None:
        await self.act("start", payload=payload)

    async def reply(self, message: Mapping[str, Any], reply: str) -> None:
        """Types, or presses the button in brackets."""
        if reply.startswith("["):
            await self.act("press", label=reply[1:-1], message_id=message["id"])
        else:
            await self.act("type", text=reply)

    async def play(self, script: Sequence[tuple[str, str]]) -> None:
        for words, reply in script:
            await self.reply(await self.sees(words), reply)


async def present(phone: Phone) -> float:
    """What the bot's clock says, in seconds."""
    async with phone.session.get(f"{phone.address}/sim/state") as answer:
        return float((await answer.json())["clock"]["now"])


async def later(phone: Phone, step: str) -> None:
    """Moves the bot's clock forward by a minute, hour, day or week."""
    async with phone.session.post(f"{phone.address}/sim/clock", json={"step": step}) as answer:
        assert answer.status == 200


@asynccontextmanager
async def phones(address: str, *user_ids: int) -> AsyncIterator[list[Phone]]:
    async with aiohttp.ClientSession() as session:
        yield [Phone(session, address, user_id) for user_id in user_ids]


def labels(message: Mapping[str, Any]) -> list[str]:
    """What stands on the buttons under a message."""
    return [button["text"] for row in message["inline"] for button in row]
