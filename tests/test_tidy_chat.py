"""A tidy chat: no keyboard stays behind, nobody waits for nothing, nothing unfolds by itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.people import Role
from bot.views.commands import COMMANDS
from tests.dialogue import until_summary
from tests.office.test_review import a_minute_later, acts, asked_back, opens_it_again, ready
from tests.stage import COACH, COORDINATOR, RESIDENT, Stage, on_stage

SHOWS = "sendChatAction"
SPEAK = "Ik wil een medewerker spreken"


def keyboard_stands(stage: Stage, user: int) -> bool:
    """Whether the phone still has the bot's keyboard in place of the letters, used or not."""
    stands = 0
    for call in stage.world.calls:
        if call.ok and call.params.get("chat_id") == user:
            markup = call.params.get("reply_markup") or {}
            if "keyboard" in markup:
                stands = call.result["message_id"]
            if markup.get("remove_keyboard"):
                stands = 0
            if call.method == "deleteMessage" and call.params["message_id"] == stands:
                stands = 0
    return bool(stands)


WAYS_ON: Sequence[tuple[str, ...]] = (
    ("06 12345678",),
    ("<contact>",),
    ("[Terug]",),
    ("terug",),
    ("naam@voorbeeld.nl",),
    ("/stop", "[Bewaren en stoppen]"),
    ("/stop", "[Weggooien]"),
    ("/taak", "[Opnieuw beginnen]"),
    ("/start", "[Opnieuw beginnen]"),
    ("/taak", "[Verder gaan]", "06 12345678"),
    ("English please", "06 12345678"),
    ("<their contact>", "[Terug]"),
    ("/verwijder", "[Ja, verwijderen]", "[Ja, alles verwijderen]"),
)


@pytest.mark.parametrize("lines", WAYS_ON, ids=" ".join)
async def test_the_keyboard_for_a_number_goes_whatever_one_does(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="[Bel mij]")
        assert keyboard_stands(stage, RESIDENT)
        await acts(stage, RESIDENT, *lines)
        assert not keyboard_stands(stage, RESIDENT)


@pytest.mark.parametrize("decides", ["[Goedkeuren]", "[Vraag stellen]"])
async def test_it_goes_when_the_question_is_not_asked_any_more(
    tmp_path: Path, decides: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, {"contact": "06 12345678"})
        await asked_back(stage, "[Telefoon]")
        assert keyboard_stands(stage, RESIDENT)
        await opens_it_again(stage)
        rest = ["[Uren]", "[Zonder toelichting]"] if decides == "[Vraag stellen]" else []
        await acts(stage, COORDINATOR, decides, *rest, "[Versturen]")
        await a_minute_later(stage)
        assert not keyboard_stands(stage, RESIDENT)


async def test_of_two_questions_only_the_newest_has_buttons_and_its_answer_is_heard(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await asked_back(stage, "[Geld]")
        first = stage.last(RESIDENT)
        assert first.inline
        await opens_it_again(stage)
        await acts(stage, COORDINATOR, "[Vraag stellen]", "[Al gedaan]")
        await acts(stage, COORDINATOR, "[Zonder toelichting]", "[Versturen]")
        await a_minute_later(stage)
        assert not first.inline
        await acts(stage, RESIDENT, "[Weet ik niet]")
        assert "Al gedaan: weet ik niet" in stage.last(COORDINATOR).text


WAITS = (
    (COORDINATOR, ("/cijfers",), "upload_photo"),
    (COORDINATOR, ("/export", "[Bestand maken]"), "upload_document"),
    (RESIDENT, ("/mijngegevens",), "upload_document"),
)
"""Where something is made that takes its time: there the chat says so meanwhile."""

EVERY_COMMAND = tuple(f"/{name}" for name, *_ in COMMANDS)


async def test_the_chat_says_that_something_is_being_made_only_where_one_waits(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await stage.give(COACH, Role.COACH)
        for user, lines, action in WAITS:
            await acts(stage, user, *lines)
            shown = {c.params["action"] for c in stage.world.calls if c.method == SHOWS}
            assert shown == {action}, lines
            stage.world.calls.clear()
            stage.forget()
        for user in (RESIDENT, COACH, COORDINATOR):
            for line in sorted({*EVERY_COMMAND} - {lines[0] for _, lines, _ in WAITS}):
                await acts(stage, user, line)
        assert [c.params for c in stage.world.calls if c.method == SHOWS] == []


async def test_only_the_open_question_has_buttons(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        await acts(stage, RESIDENT, "[Iets aanpassen]", "[Uren: 1-4 per week]", "[Terug]", "?")
        await acts(
            stage, RESIDENT, "hoe lang duurt dit", "de buurvrouw", "<sticker>", "[Versturen]"
        )
        with_buttons = [
            m.text for m in stage.world.chat(RESIDENT).messages if m.buttons not in ([], [SPEAK])
        ]
        assert [words.split("\n")[0] for words in with_buttons] == [
            "Dank u wel. Uw voorstel is binnen."
        ]
