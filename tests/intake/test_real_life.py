"""Proposals as people really type them: each ends in a proposal, or in a clear question."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.simulator.chats import Message
from tests.dialogue import act
from tests.stage import RESIDENT, Stage, on_stage


@dataclass(frozen=True)
class Life:
    """What somebody does; a list is sent before the bot can answer.

    `ends` is "sent", or words of the question that the person is left with.
    """

    does: Sequence[str | list[str]]
    ends: str = "sent"
    holds: Sequence[str] = ()
    """Words that must stand in the stored answers."""


LONG = "Op het plein ligt altijd blad en rommel. " * 97 + "Dat is jammer."

LIVES: dict[str, Life] = {
    "no capitals, spelling mistakes": Life(
        (
            "hallo",
            "taak",
            "ik ben een bewoonster",
            "bewoner",
            "zwerfvuil opruime bij de speeltuin",
            "padepoel",
            "[Ja, Paddepoel]",
            "4 uurtjes",
            "hele jaar",
            "jaa",
            "nee hoor",
            "neej",
            "nee",
            "nee",
            "ja",
            "geen idee",
            "chat",
            "versturen",
        ),
        holds=("zwerfvuil opruime bij de speeltuin", "Paddepoel"),
    ),
    "three sentences in one, a phone number in the text": Life(
        (
            "/start",
            "[Taak voorstellen]",
            "Bewoner",
            "De plantenbakken staan leeg. Niemand doet er iets aan. Bel mij op 06 12 34 56 78.",
            "De plantenbakken staan leeg. Niemand doet er iets aan.",
            "Selwerd",
            "2 a 3 uur",
            "in de zomer",
            "ja!",
            "nee.",
            "nee",
            "Nee",
            "Ja hoor",
            "wij zelf",
            "[Ik of mijn organisatie]",
            "bel me maar op 06 12 34 56 78",
            "[Versturen]",
        ),
        holds=("De plantenbakken staan leeg", "+31 6 12345678"),
    ),
    "emoji everywhere": Life(
        (
            "/taak",
            "bewoner 🙂",
            "[Bewoner]",
            "🌳🌳 bomen water geven 💧",
            "Vinkhuizen",
            "3️⃣",
            "3",
            "zomer ☀️",
            "[Een deel van het jaar]",
            "👍",
            "👎",
            "nee 🙏",
            "nee",
            "ja 😀",
            "Weet ik niet 🤷",
            "[Via deze chat]",
            "[Versturen]",
        ),
        holds=("bomen water geven 💧", "Vinkhuizen"),
    ),
    "four thousand characters": Life(
        (
            "/taak",
            "[Bedrijf]",
            "Café 't Hoekje & Zn.",
            LONG,
            "Hele gemeente",
            "40 uur",
            "Het hele jaar",
            "ja",
            "nee",
            "nee",
            "nee",
            "ja",
            "een andere organisatie",
            "info@hoekje.example",
            "[Versturen]",
        ),
        holds=(LONG.strip(), "info@hoekje.example"),
    ),
    "turkish letters": Life(
        (
            "/taak",
            "Organisatie",
            "İyi Komşular Derneği",
            "Yaşlılara çorba götürmek (soep brengen)",
            "Beijum",
            "8",
            "Elke week",
            "ja",
            "nee",
            "nee",
            "nee",
            "ja",
            "ik",
            "deze chat",
            "verstuur",
        ),
        holds=("İyi Komşular Derneği", "Yaşlılara çorba"),
    ),
    "arabic letters": Life(
        (
            "/taak",
            "[Bewoner]",
            "تنظيف الحديقة",
            "لوندون",
            "[Centrum]",
            "[Hortusbuurt]",
            "٤",
            "4",
            "[Eén keer]",
            "نعم",
            "[Ja]",
            "[Nee]",
            "[Nee]",
            "[Nee]",
            "[Ja]",
            "[Weet ik niet]",
            "[Via deze chat]",
            "[Versturen]",
        ),
        holds=("تنظيف الحديقة",),
    ),
    "a question instead of an answer": Life(
        (
            "/taak",
            "wat is een basisbaan eigenlijk?",
            "[Bewoner]",
            "stoep vegen",
            "moet ik dat precies weten?",
            "Lewenborg",
            "hoeveel uur mag het zijn?",
            "[Weet ik niet]",
            "[Het hele jaar]",
            "wat bedoelt u met prettiger?",
            "[Wat bedoelen we?]",
            "[Ja]",
            "[Nee]",
            "[Nee]",
            "[Nee]",
            "[Ja]",
            "[Weet ik niet]",
            "wie belt er dan?",
            "[Via deze chat]",
            "[Versturen]",
        ),
        holds=("stoep vegen",),
    ),
    "yes to everything": Life(
        ("ja", "/taak", *["ja"] * 8),
        ends="Wie bent u?",
    ),
    "no to everything": Life(
        ("nee", "/taak", *["nee"] * 8), ends="Kies Bewoner, Organisatie of Bedrijf."
    ),
    "a voice message and a sticker in between": Life(
        (
            "/taak",
            "<sticker>",
            "[Bewoner]",
            "<voice>",
            "<sticker>",
            "Haren",
            "5",
            "<location>",
            "[Het hele jaar]",
            "[Ja]",
            "<photo>",
            "[Nee]",
            "[Nee]",
            "[Nee]",
            "[Ja]",
            "[Weet ik niet]",
            "<voice>",
            "[Via deze chat]",
            "<sticker>",
            "[Versturen]",
        ),
        holds=("Gesproken bericht",),
    ),
    "quick messages before the question": Life(
        (
            ["/taak", "hallo?", "bent u daar?"],
            "[Bewoner]",
            ["blad opruimen", "op het plein", "bij de school"],
            "Hoogkerk",
            ["4", "hele jaar", "ja"],
            "hele jaar",
            ["ja", "nee"],
            "nee",
            "nee",
            "nee",
            "ja",
            "weet niet",
            "chat",
            "versturen",
        ),
        holds=("blad opruimen\nop het plein\nbij de school",),
    ),
    "everything in one message": Life(
        (
            "Hallo ik ben Rita, bewoner van Selwerd. Ik wil graag dat het blad wordt opgeruimd, "
            "4 uur per week, het hele jaar, niemand doet het nu en er is geen geld voor.",
        ),
        ends="Wilt u dit voorstellen als taak?",
    ),
    "everything in one message, at a question": Life(
        (
            "/taak",
            "Ik ben bewoner van Selwerd en ik wil dat het blad op het plein wordt opgeruimd. "
            "Dat is 4 uur per week.",
            "[Bewoner]",
            "Blad opruimen op het plein in Selwerd. 4 uur per week. Niemand doet het nu.",
            "in Selwerd dus",
            "[Ja, Selwerd]",
            "4 uur per week zoals ik zei",
        ),
        ends="4 per week",
    ),
    "changes their mind": Life(
        (
            "/taak",
            "[Bewoner]",
            "blad",
            "terug",
            "[Zo laten]",
            "Ten Boer",
            "terug",
            "Helpman",
            "stop",
            "[Verder gaan]",
            "6",
            "[Terug]",
            "[5-8]",
            "[Het hele jaar]",
            "Ja",
            "Nee",
            "Nee",
            "Nee",
            "Ja",
            "Ik",
            "[Via deze chat]",
            "[Iets aanpassen]",
        ),
        ends="Welk antwoord wilt u aanpassen?",
    ),
}


def send(stage: Stage, line: str) -> None:
    if line in {"<voice>", "<location>"}:
        stage.world.send_other(RESIDENT, line[1:-1])
    elif line.startswith("[") and line[1:-1] not in buttons(stage):
        return  # a person can only press what is there
    else:
        act(stage, RESIDENT, line)


def buttons(stage: Stage) -> set[str]:
    return {b for m in stage.world.chat(RESIDENT).messages for b in m.buttons}


def asks(stage: Stage) -> Message:
    """Return the newest message with buttons: what the person is to do now."""
    return next(m for m in reversed(stage.world.chat(RESIDENT).messages) if m.buttons)


@pytest.mark.parametrize("name", LIVES)
async def test_real_life(tmp_path: Path, name: str) -> None:
    life = LIVES[name]
    async with on_stage(tmp_path) as stage:
        for step in life.does:
            for line in [step] if isinstance(step, str) else step:
                send(stage, line)
            await stage.settle()
        said = "\n".join(m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot)
        assert "Er ging iets mis" not in said
        assert await stage.query("SELECT error FROM failed_updates") == []
        assert await stage.query("SELECT reason FROM outbox WHERE reason IS NOT NULL") == []
        kept = [row[0] for row in await stage.query("SELECT value FROM answers")]
        sent = await stage.query("SELECT reference, overall FROM proposals")
        left = asks(stage)
        what = f"sent {tuple(sent[0])}" if sent else f"asked: {left.text!r} {left.buttons}"
        print(f"{name}: {len(life.does)} steps, {what[:150]}")
        if life.ends == "sent":
            assert sent, left.text
        else:
            assert not sent
            assert life.ends in "\n".join(
                m.text for m in stage.world.chat(RESIDENT).messages[-3:] if m.by_bot
            )
        for words in life.holds:
            assert words in kept or any(words in value for value in kept)
