"""How little it takes: interactions of people, messages on a screen, calls of the bot.

Run with -s to see the numbers beside those of the golden transcripts.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.people import Role
from tests.counted import Counted
from tests.stage import COACH, RESIDENT, Stage, on_stage, told


@dataclass
class Counter:
    """One person's interactions, and the bot's calls for each."""

    stage: Stage
    user: int
    interactions: int = 0
    made: int = 0
    golden: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def calls(self) -> str:
        return f"{self.made} calls, where golden makes {self.golden}"

    async def type(self, text: str, golden: int | None = None) -> None:
        await self._count(text, golden, lambda: self.stage.world.type(self.user, text))

    async def press(self, label: str, golden: int | None = None) -> None:
        await self._count(f"[{label}]", golden, lambda: self.stage.world.press(self.user, label))

    async def _count(self, name: str, golden: int | None, act: Callable[[], object]) -> None:
        act()
        self.interactions += 1
        await self.stage.settle()
        self.compare(name, golden)

    def compare(self, name: str, golden: int | None) -> None:
        calls = self.stage.calls()
        if golden is None:
            return
        print(f"{name:45} golden {golden}, ours {len(calls)}")
        self.made, self.golden = self.made + len(calls), self.golden + golden
        if len(calls) > golden:
            shown = "; ".join(told(call) for call in calls)
            self.differences.append(f"{name}: {len(calls)} calls instead of {golden}: {shown}")


async def shortest(person: Counter) -> None:
    """The fewest that a complete proposal takes."""
    for act, reply in (
        (person.type, "/start"),
        (person.press, "Taak voorstellen"),
        (person.press, "Bewoner"),
        (person.type, "bladeren harken"),
        (person.type, "Selwerd"),
        (person.press, "1-4"),
        (person.press, "Het hele jaar"),
        (person.press, "Ja"),
        (person.press, "Nee"),
        (person.press, "Nee"),
        (person.press, "Nee"),
        (person.press, "Ja"),
        (person.press, "Weet ik niet"),
        (person.press, "Via deze chat"),
        (person.press, "Versturen"),
    ):
        await act(reply)


async def test_the_shortest_proposal(tmp_path: Path, counted: Counted) -> None:
    async with on_stage(tmp_path) as stage:
        person = Counter(stage, RESIDENT)
        await shortest(person)
        assert "Uw voorstel is binnen." in stage.last(RESIDENT).text
        assert await stage.query("SELECT overall FROM proposals")
        counted(f"{person.interactions} interactions")
        assert person.interactions == 15


async def test_the_calls_of_a_proposal(tmp_path: Path, counted: Counted) -> None:
    async with on_stage(tmp_path) as stage:
        person = Counter(stage, RESIDENT)
        await person.type("/start", 1)
        await person.press("Taak voorstellen", 2)
        await person.press("Bewoner", 3)
        await person.type("blad en rommel opruimen op het plein", 2)
        await person.type("selwert", 1)
        await person.press("Ja, Selwerd", 4)
        await person.type("een uurtje of zes", 2)
        await person.press("Het hele jaar", 3)
        await person.press("Wat bedoelen we?", 2)
        for answer in ("Ja", "Nee", "Ja", "Nee", "Ja"):
            await person.press(answer, 3)
        await person.press("Ik of mijn organisatie", 3)
        await person.press("Via deze chat", 3)
        await person.press("Antwoord aanpassen: geld", 3)
        await person.press("Nee", 3)
        stage.world.press(RESIDENT, "Versturen")
        await person.press("Versturen", 4)
        counted(person.calls)
        assert person.differences == []


async def test_the_calls_of_a_check(tmp_path: Path, counted: Counted) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        coach = Counter(stage, COACH)
        await coach.type("/check", 1)
        await coach.press("❓ 27 jaar of ouder", 2)
        await coach.press("❓ 32 tot 36 uur", 2)
        await coach.press("Alles voldoet", 2)
        await coach.press("✅ Geen lopend traject", 2)
        await coach.press("Uitleg", 2)
        await coach.press("Opslaan", 2)

        await coach.type("/check", 1)
        card = stage.last(COACH)
        for label in [label for label in card.buttons if label.startswith("❓")]:
            stage.world.press(COACH, label, card.message_id)
        await stage.settle()
        coach.compare("seven quick taps", 14)
        assert all(label.startswith("✅") for label in stage.last(COACH).buttons[:7])
        counted(coach.calls)
        assert coach.differences == []


Play = Callable[[Counter], Awaitable[None]]


async def all_is_well(coach: Counter) -> None:
    await coach.type("/check")
    await coach.press("Alles voldoet")
    await coach.press("Opslaan")


async def two_fail(coach: Counter) -> None:
    await coach.type("/check")
    await coach.press("Alles voldoet")
    await coach.press("✅ 27 jaar of ouder")
    await coach.press("✅ Geen lopend traject")
    await coach.press("Opslaan")


async def one_by_one(coach: Counter) -> None:
    await coach.type("/check")
    for label in coach.stage.last(COACH).buttons[:7]:
        await coach.press(label)
    await coach.press("Opslaan")


async def test_a_check_takes_three_five_or_nine(tmp_path: Path, counted: Counted) -> None:
    """And never more than one message of the bot on the coach's screen."""
    plays: dict[Play, int] = {all_is_well: 3, two_fail: 5, one_by_one: 9}
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        for play, golden in plays.items():
            coach = Counter(stage, COACH)
            before = _messages(stage)
            await play(coach)
            counted(f"{play.__name__}: {coach.interactions} interactions")
            assert coach.interactions == golden
            assert _messages(stage) - before == 1
            assert "Dit is een advies." in stage.last(COACH).text


def _messages(stage: Stage) -> int:
    return sum(message.by_bot for message in stage.world.chat(COACH).messages)
