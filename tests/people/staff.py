"""Coaches who fill in cards, and coordinators who decide, through every restart of the bot."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Mapping
from contextlib import suppress

from bot.simulator.chats import Message
from bot.simulator.world import World
from tests.people.someone import Someone

LINES: Mapping[str, tuple[str, str]] = {
    "Bijstandsuitkering": ("on_benefit", "bijstandsuitkering ontvangen"),
    "27 jaar of ouder": ("aged_27", "27 jaar of ouder zijn"),
    "Geen lopend traject": ("no_track", "lopend re-integratietraject"),
    "Geen kans op regulier werk": ("no_prospect", "perspectief"),
    "Eerdere hulp, geen werk": ("supported_before", "re-integratie ondersteuning"),
    "32 tot 36 uur": ("hours", "32 tot 36 uur in de week"),
    "Diverse taken": ("diverse_tasks", "diverse taken in een wijk"),
}
"""The lines of the card, their keys, and a piece of the policy that the result quotes."""

ADVICE = {
    "Advies: voldoet niet": "not_met",
    "Advies: bespreken": "unclear",
    "Advies: voldoet": "met",
}
PATIENCE = 0.5
"""Seconds after which somebody looks or presses again where nothing has changed."""

CODE = re.compile(r"\bK-\w{4,}")
REFERENCE = re.compile(r"BB-\w{5}")
PREVIEW, EMPTY, QUEUE = "Dit bericht krijgt de indiener:", "niets te beoordelen", "Te beoordelen:"
UNDO, UNDONE, TO_THE_QUEUE = "Ongedaan maken", "Ongedaan gemaakt.", "Volgende voorstel"
NEXT: Mapping[str, str] = {
    "Waarom wijst u het af?": "Wij weten: het wordt al gedaan",
    "Wilt u er iets bij schrijven?": "Zonder toelichting",
    "Over welk antwoord gaat uw vraag?": "Uren",
    "Typ uw vraag.": "Zonder toelichting",
    PREVIEW: "Versturen",
}
"""What is pressed on the way from a choice to its confirmation."""

OUTCOMES = {"Goedkeuren": "approved", "Afwijzen": "declined", "Vraag stellen": "asked"}


class Coach(Someone):
    """Checks candidates, one card after another."""

    def __init__(self, world: World, user_id: int, chance: random.Random) -> None:
        super().__init__(world, user_id)
        self.chance = chance
        self.saved: dict[str, tuple[str, frozenset[str]]] = {}
        """By code: the advice that the bot confirmed, and the conditions that decided it."""
        self.taps = 0

    async def check(self) -> None:
        """Sets some lines one by one, the others in one tap, and saves."""
        until = self.type("/check")
        await self.finds(is_card, after=until)
        own = self.chance.sample(tuple(LINES), self.chance.randint(0, 3))
        for line in own:
            for mark in ("❓", "✅"):
                await self._tap(until, f"{mark} {line}")
        await self._fill(until)
        card = await self.finds(
            lambda m: is_card(m) and "Nog te bepalen" not in m.text, after=until
        )
        self.press(card, "Opslaan")
        result = await self.sees("Schrijf de code in uw eigen systeem.", after=until)
        found = CODE.search(result.text)
        assert found
        overall = next(advice for words, advice in ADVICE.items() if words in result.text)
        said = [line for line in result.text.split("\n") if line.startswith(("❌", "🕐", "❓"))]
        deciding = {key for key, quoted in LINES.values() if any(quoted in line for line in said)}
        assert len(deciding) == len(said), result.text
        self.saved[found.group()] = overall, frozenset(deciding)

    async def _fill(self, until: int) -> None:
        """Everything that is still open is met."""
        card = await self.finds(is_card, after=until)
        if "Nog te bepalen" in card.text:
            self.press(card, "Alles voldoet")

    async def _tap(self, until: int, label: str) -> None:
        """Presses a line of the newest copy of the card, until it shows something else."""
        while label in (card := await self.finds(is_card, after=until)).buttons:
            before = (card.message_id, list(card.buttons), card.text)
            query = self.world.press(self.user_id, label, card.message_id)
            self.taps += 1
            while before == (card.message_id, list(card.buttons), card.text):
                heard = self.world.queries[str(query)].answered
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.news(), PATIENCE if heard else None)
                    heard = False
                if heard:
                    break
                card = await self.finds(is_card, after=until)


def is_card(message: Message) -> bool:
    return "Alles voldoet" in message.buttons


def goes_on(message: Message) -> bool:
    """Whether a message asks for the next step of a decision, or is its end."""
    return TO_THE_QUEUE in message.buttons or any(words in message.text for words in NEXT)


class Coordinator(Someone):
    """Takes the first of the queue, time and again."""

    def __init__(
        self, world: World, user_id: int, chance: random.Random, *, undoes: float = 0.15
    ) -> None:
        super().__init__(world, user_id)
        self.chance = chance
        self._undoes = undoes
        self.decided: list[tuple[str, str]] = []
        """References, and the status that the bot confirmed to this coordinator."""
        self.overtaken = 0

    async def review(self) -> None:
        """Decides on one proposal, unless there is none or a colleague is first."""
        until = self.type("/beoordelen")
        card = await self.sees(QUEUE, EMPTY, after=until)
        if EMPTY in card.text:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.news(), PATIENCE)
            return
        for _ in range(self.chance.randint(0, 4)):
            await self._press_on(card, "Volgende")
        found = REFERENCE.search(card.text)
        if not found:
            return
        choice = self.chance.choices(tuple(OUTCOMES), (5, 3, 1))[0]
        if not self.press(card, choice):
            return
        while True:
            now = await self.finds(goes_on, after=until)
            label = next((label for words, label in NEXT.items() if words in now.text), "")
            if not label:
                break
            await self._press_on(now, label)
        if UNDO in now.buttons:
            await self._decided(now, found.group(), OUTCOMES[choice])
        else:
            self.overtaken += 1

    async def wants_a_digest(self) -> None:
        """Wants one work list a day, instead of a notice of each proposal."""
        await self._press_on(await self._after("/meldingen", "U krijgt elk voorstel"), "Elke dag")

    async def takes_a_file_along(self) -> None:
        """Has an export made, and waits for it; asks something else meanwhile."""
        until = self.type("/export")
        offer = await self.finds(lambda m: "Bestand maken" in m.buttons, after=until)
        self.press(offer, "Bestand maken")
        self.type("/over")
        await self.finds(lambda m: "document" in m.carries, after=until)

    async def _after(self, command: str, words: str) -> Message:
        return await self.sees(words, after=self.type(command))

    async def _press_on(self, shown: Message, label: str) -> None:
        """Presses, and waits until the message says something else."""
        words = shown.text
        if self.press(shown, label):
            while shown.text == words:
                await self.news()

    async def _decided(self, shown: Message, reference: str, status: str) -> None:
        assert reference in shown.text
        self.decided.append((reference, status))
        if self.chance.random() < self._undoes and self.press(shown, UNDO):
            words = shown.text
            while shown.text == words:
                await self.news()
            if UNDONE in shown.text:
                self.decided.append((reference, "new"))
