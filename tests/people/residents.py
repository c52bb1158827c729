"""Residents who answer whatever the bot asks last, until their proposal is in."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.simulator.chats import Message
from bot.simulator.world import World
from tests.people.someone import Someone

ORDER = (
    *("who", "description", "place", "hours", "season"),
    *("liveability", "not_done_now", "unfunded", "displaces_no_work", "suitable"),
    *("guidance", "contact"),
)
Reply = tuple[str, str]
"""What is typed, or the button in brackets; and the value that it comes to."""

YES_NO = {"[Ja]": "yes", "[Nee]": "no", "[Weet ik niet]": "unsure"}
WAYS: Mapping[str, Mapping[str, str]] = {
    "who": {"[Bewoner]": "resident"},
    "place": {"selwert": "Selwerd", "Vinkhuizen": "Vinkhuizen", "Helpman": "Helpman"},
    "hours": {"[1-4]": "1-4", "een uurtje of zes": "6", "[Weet ik niet]": "unsure"},
    "season": {"[Het hele jaar]": "whole_year", "[Eén keer]": "once"},
    "liveability": {"[Ja]": "yes", "[Weet ik niet]": "unsure"},
    "not_done_now": {"[Nee]": "no", "[Weet ik niet]": "unsure"},
    "unfunded": YES_NO,
    "displaces_no_work": {"[Nee]": "no", "[Weet ik niet]": "unsure"},
    "suitable": {"[Ja]": "yes", "[Weet ik niet]": "unsure"},
    "guidance": {"[Ik of mijn organisatie]": "proposer", "[Weet ik niet]": "unsure"},
    "contact": {"[Via deze chat]": "chat"},
}
TASKS = (
    "blad opruimen",
    "de moestuin wieden",
    "bankjes schilderen",
    "samen koken",
    "zwerfvuil rapen",
)
RECEIVED, BUSY, MENU = "Uw voorstel is binnen.", "U was bezig", "Goedendag!"
CHANGED, NOT_COUNTED = "Aangepast: ", "Deze verandering telt niet mee."
SUMMARY = "Klopt het zo?"
LEAVE_IT, ANSWERED = "Zo laten", "Uw antwoord is binnen."
ASKED_BACK = "Een medewerker heeft een vraag over"


@dataclass
class Proposal:
    """What one person answers, and what the bot has confirmed of it."""

    replies: dict[str, Reply]
    confirmed: dict[str, str] = field(default_factory=dict)
    """The question that came next was seen."""
    photos: int = 0
    mends: bool = False
    """Whether the answer about money is changed when the summary objects to it."""
    edits: bool = False
    """Whether the message with the task is changed before the proposal is sent."""
    reference: str = ""


def chosen(chance: random.Random, title: str) -> dict[str, Reply]:
    replies = {key: chance.choice(tuple(ways.items())) for key, ways in WAYS.items()}
    task = f"{title} {chance.choice(TASKS)}"
    return replies | {"description": (task, task)}


class Resident(Someone):
    """Proposes one task after another."""

    def __init__(self, world: World, user_id: int, chance: random.Random) -> None:
        super().__init__(world, user_id)
        self.chance = chance
        self.proposals: list[Proposal] = []
        self._answered = 0
        self._pending: tuple[str, str] | None = None

    @property
    def open(self) -> Proposal | None:
        """The proposal that is not in yet."""
        newest = self.proposals[-1] if self.proposals else None
        return newest if newest and not newest.reference else None

    async def propose(self) -> None:
        """Goes on to the receipt, through every restart of the bot."""
        self.proposals.append(
            Proposal(
                chosen(self.chance, f"Taak {len(self.proposals) + 1}:"),
                mends=self.chance.random() < 0.7,
                edits=self.chance.random() < 0.15,
            )
        )
        self.type("/taak" if len(self.proposals) > 1 else "/start")
        self._pending = None
        pause = self.chance.choice(ORDER[4:])
        while self.open:
            message = self.newest(known, after=self._answered)
            if message is None:
                await self.news()
                continue
            self._note_confirmed(message)
            if pause and question(message) == pause:
                self._pause()
                pause = ""
            if await self._reply(message):
                self._answered = message.message_id

    def _note_confirmed(self, message: Message) -> None:
        """What was answered is confirmed by whatever the bot asks or shows next."""
        if self._pending and self.open and goes_on(message, self._pending[0]):
            self.open.confirmed.update([self._pending])
            self._pending = None

    def _pause(self) -> None:
        """In the middle of things: photos."""
        if self.open and self.chance.random() < 0.4:
            self.open.photos = 2
            self.world.send_photos(self.user_id, 2)

    async def _reply(self, message: Message) -> bool:
        """Does what a message asks for; False when it can no longer be done."""
        proposal = self.open
        assert proposal
        text = message.text
        if RECEIVED in text:
            found = re.search(r"BB-\w{5}", text)
            assert found
            if found.group() not in {earlier.reference for earlier in self.proposals}:
                proposal.reference = found.group()
            return True
        if key := question(message):
            return self._answer(message, key, *proposal.replies[key])
        if SUMMARY in text:
            return await self._finish(message, proposal)
        if ASKED_BACK in text:
            return await self._leave_it(message)
        label = next(label for words, label in ELSE.items() if words in text)
        return self.press(message, label)

    async def _leave_it(self, message: Message) -> bool:
        """A coordinator asks back about an earlier proposal: its answer stays, then on with this."""
        until = self.world.chat(self.user_id).last_id
        if not self.press(message, LEAVE_IT):
            return False
        await self.sees(ANSWERED, after=until)
        self.type("/taak")
        return True

    def _answer(self, message: Message, key: str, reply: str, value: str) -> bool:
        back = self.chance.random() < 0.05 and key in ORDER[4:] and NUMBERED.match(message.text)
        if back and self.press(message, "Terug"):
            self._pending = None
            return True
        if key == "unfunded" and "Uw antwoord was: Ja." in message.text:
            reply, value = self.open_replies["unfunded"] = ("[Nee]", "no")
        self._change(key, value)
        if reply.startswith("["):
            return self.press(message, reply[1:-1])
        self.type(reply)
        return True

    def _change(self, key: str, value: str) -> None:
        """What is being changed is not confirmed until it is."""
        self._pending = (key, value)
        if self.open and self.open.confirmed.get(key) != value:
            self.open.confirmed.pop(key, None)

    @property
    def open_replies(self) -> dict[str, Reply]:
        assert self.open
        return self.open.replies

    async def _finish(self, message: Message, proposal: Proposal) -> bool:
        """Before sending, some change an answer."""
        if proposal.edits:
            proposal.edits = False
            await self._edit(proposal)
        mends = proposal.mends and proposal.replies["unfunded"][1] == "yes"
        if mends and self.press(message, "Antwoord aanpassen: geld"):
            return True
        return self.press(message, "Versturen") or self.press(message, "Toch versturen")

    async def _edit(self, proposal: Proposal) -> None:
        """Changes the message in which the task was described."""
        chat = self.world.chat(self.user_id)
        words = proposal.replies["description"][0]
        own = [m for m in chat.messages if not m.by_bot and m.text == words]
        if not own:
            return
        until = chat.last_id
        proposal.confirmed.pop("description", None)
        self.world.edit(self.user_id, own[-1].message_id, f"{words} en schoffelen")
        said = await self.sees(CHANGED, NOT_COUNTED, after=until)
        if CHANGED in said.text:
            proposal.replies["description"] = (words, f"{words} en schoffelen")
        proposal.confirmed["description"] = proposal.replies["description"][1]


ELSE = {
    MENU: "Taak voorstellen",
    "Wat wilt u doen?": "Taak voorstellen",
    BUSY: "Verder gaan",
    "Bedoelt u Selwerd?": "Ja, Selwerd",
}
NUMBERED = re.compile(r"Vraag (\d+) van 12")
MONEY_AGAIN = "Is er al geld voor deze taak?"


def question(message: Message) -> str:
    """The key of the question that a message asks; empty when it asks none."""
    if ASKED_BACK in message.text:
        return ""
    found = NUMBERED.match(message.text)
    if found:
        return ORDER[int(found[1]) - 1]
    return "unfunded" if message.text.startswith(MONEY_AGAIN) and message.inline else ""


def goes_on(message: Message, key: str) -> bool:
    """Whether a message asks or shows what comes after this question."""
    if now := question(message):
        return ORDER.index(now) > ORDER.index(key)
    return SUMMARY in message.text or RECEIVED in message.text


def known(message: Message) -> bool:
    """Whether it asks for something; of words beside it there may be more, below it."""
    told = (RECEIVED, SUMMARY, *ELSE)
    return bool(message.inline) and bool(
        question(message)
        or ASKED_BACK in message.text
        or any(words in message.text for words in told)
    )
