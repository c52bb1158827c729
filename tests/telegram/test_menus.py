"""The menu and what the bot says of itself, per role and in two languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.intake import menus
from bot.people import Role
from bot.translate import LANGUAGES, words
from bot.views import commands as views
from bot.views.commands import COMMANDS, DESCRIPTION, SHORT_DESCRIPTION, commands_of
from conversations.text import text
from tests.dialogue import act
from tests.stage import COACH, COLLEAGUE, COORDINATOR, RESIDENT, Stage, on_stage

FOREIGNER, TURK = 1003, 1004


def menu(stage: Stage, user: int) -> list[tuple[str, str]]:
    return [(c["command"], c["description"]) for c in stage.world.menu(user)]


def fits(roles: frozenset[Role], language: str) -> list[tuple[str, str]]:
    return [(name, words(text(what), language)) for name, what in commands_of(roles)]


NOBODY = frozenset[Role]()


async def step(stage: Stage, user: int, *lines: str) -> None:
    for line in lines:
        act(stage, user, line)
        await stage.settle()


async def test_everyone_reads_it_in_the_language_of_their_phone(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(FOREIGNER, "Fred", language_code="en")
        stage.world.add_user(TURK, "Tuba", language_code="tr")
        await stage.settle()
        assert menu(stage, FOREIGNER) == fits(NOBODY, "en")
        assert menu(stage, RESIDENT) == menu(stage, TURK) == fits(NOBODY, "nl")
        told = stage.world.descriptions
        for name, said in {
            "description": DESCRIPTION,
            "short_description": SHORT_DESCRIPTION,
        }.items():
            assert told[(name, "")] == words(text(said), "nl")
            assert told[(name, "en")] == words(text(said), "en") != told[(name, "")]


@pytest.mark.parametrize("role", Role)
async def test_a_role_has_its_own_until_it_is_taken_away(tmp_path: Path, role: Role) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await stage.give(COACH, role)
        assert menu(stage, COACH) == fits(frozenset({role}), "nl")
        await step(stage, COACH, "/taal", "[English]")
        assert menu(stage, COACH) == fits(frozenset({role}), "en")
        await step(stage, COORDINATOR, "/team")
        name = next(b for b in stage.last(COORDINATOR).buttons if b.startswith("Karim"))
        taken = f"[Rol {'coach' if role is Role.COACH else 'coördinator'} intrekken]"
        await step(stage, COORDINATOR, f"[{name}]", taken, "[Ja, intrekken]")
        assert menu(stage, COACH) == fits(NOBODY, "en")


@pytest.mark.parametrize("role", Role)
async def test_what_a_colleague_is_here_for_comes_first(tmp_path: Path, role: Role) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, role)
        commands = [name for name, _ in menu(stage, COACH)]
        of_everyone = [name for name, _ in fits(NOBODY, "nl")]
        assert commands[0] == {Role.COACH: "check", Role.COORDINATOR: "beoordelen"}[role]
        assert commands[-len(of_everyone) :] == of_everyone


async def test_who_is_erased_has_the_menu_of_everyone(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await step(stage, RESIDENT, "/start", "/taal", "[English]")
        assert menu(stage, RESIDENT) == fits(NOBODY, "en")
        await step(stage, RESIDENT, "/verwijder", "[Yes, erase]", "[Yes, erase all]")
        assert menu(stage, RESIDENT) == fits(NOBODY, "nl")


def chats(stage: Stage) -> list[int]:
    """Whose own menus were set since the last time."""
    fresh = [call for call in stage.world.calls if call.method == "setMyCommands"]
    stage.world.calls.clear()
    stage.forget()
    scopes = (call.params["scope"] for call in fresh)
    return sorted(scope["chat_id"] for scope in scopes if scope["type"] == "chat")


async def test_a_release_with_other_commands_gives_colleagues_a_new_menu_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await stage.give(COACH, Role.COACH)
        await stage.give(COLLEAGUE, Role.COACH)
        stage.world.block(COLLEAGUE)
        await step(stage, RESIDENT, "/start", "/taal", "[English]")
        chats(stage)
        await stage.restart()
        await stage.settle()
        assert chats(stage) == [], "nothing changed"
        more = (*COMMANDS, ("planning", COMMANDS[0][1], Role.COACH))
        monkeypatch.setattr(views, "COMMANDS", more)
        menus.mark_of.cache_clear()
        await stage.restart()
        await stage.settle()
        assert chats(stage) == [COACH, COORDINATOR]
        assert ("planning", "Taak voorstellen") in menu(stage, COACH)
        assert "planning" not in dict(menu(stage, COORDINATOR))
        for _ in range(2):
            await stage.restart()
            await stage.parts.calling.look()
            await stage.settle()
        assert chats(stage) == []
    menus.mark_of.cache_clear()


def test_every_text_fits_where_telegram_shows_it() -> None:
    for language in LANGUAGES:
        assert all(len(words(text(what), language)) <= 40 for _, what, _ in COMMANDS)
        assert len(words(text(DESCRIPTION), language)) <= 512
        assert len(words(text(SHORT_DESCRIPTION), language)) <= 120
