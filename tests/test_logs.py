"""Nothing that anybody said, nothing secret, in the log, whatever its level."""

import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import cli, logs
from bot.people import Role
from bot.serving import serving
from bot.simulator.faults import bad_gateway, cut_answer, forbidden, refused, server_error
from bot.telegram import calls
from bot.telegram.attempts import Attempts
from bot.views import menu
from bot.views.menu import Office
from bot.watching.pages import Pages
from tests.dialogue import act
from tests.stage import COACH, COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage

SAID = {
    "name": "Vereniging Zonnebloem",
    "description": "tuinkabouters poetsen bij mevrouw Hogendorp",
    "corrected": "kaboutertuin poetsen bij mevrouw Hogendorp",
    "phone": "0612345678",
    "mail": "zonnebloem@example.org",
    "more": "vraag maar naar Wilhelmina",
    "spot": "achter de Eikenlaan 17",
    "caption": "foto van de Hogendorpers",
    "bsn": "123456782",
    "misunderstood": "een olifant in de porseleinkast",
    "on the card": "Jan Smit heeft schulden",
}
PIECES = (
    *SAID.values(),
    "Zonnebloem", "kabouter", "Hogendorp", "Wilhelmina", "Eikenlaan", "olifant", "Smit",
    "12345678", "1234 5678", "Rita", "Karim", "Noor", "BB-2", "K-2", "Selwerd",
)  # fmt: skip


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that a program with LOG_LEVEL=DEBUG writes."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    before = logging.root.level, list(logging.root.handlers)
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    logs.configure("DEBUG")
    yield written
    logging.root.setLevel(before[0])
    logging.root.handlers[:] = before[1]
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(autouse=True)
def no_naps(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nap(_: Attempts, seconds: float) -> None: ...

    monkeypatch.setattr(Attempts, "sleep", nap)


async def propose(stage: Stage) -> None:
    typed = [
        "/start", "/taak", SAID["misunderstood"], "[Organisatie]", SAID["name"],
        SAID["description"], SAID["bsn"], "selwert", "[Ja, Selwerd]", "een uur of zes",
        "[Het hele jaar]", "[Ja]", "[Wat bedoelen we?]", "[Nee]", "[Ja]", "[Nee]", "[Ja]",
        "[Weet ik niet]", "[Bel mij]", SAID["phone"], "[Vertel meer]", SAID["more"],
        "[Plek]", SAID["spot"],
    ]  # fmt: skip
    for line in typed:
        act(stage, RESIDENT, line)
        await stage.settle()
    own = [m for m in stage.world.chat(RESIDENT).messages if not m.by_bot]
    described = next(m for m in own if m.text == SAID["description"])
    stage.world.edit(RESIDENT, described.message_id, SAID["corrected"])
    stage.world.send_photos(RESIDENT, 2, SAID["caption"])
    await stage.settle()
    for line in ("[Toch versturen]", "/mijntaken"):
        act(stage, RESIDENT, line)
        await stage.settle()


async def check(stage: Stage) -> list[str]:
    for line in (
        "/check",
        SAID["on the card"],
        "[❓ 32 tot 36 uur]",
        "[Alles voldoet]",
        "[Opslaan]",
    ):
        act(stage, COACH, line)
        await stage.settle()
    code = str((await stage.query("SELECT code FROM checks"))[0][0])
    act(stage, COACH, code)
    await stage.settle()
    return [code]


async def test_a_whole_day_leaves_nothing_in_the_log(
    tmp_path: Path, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Office) -> Any:
        raise ValueError(SAID["name"])

    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await stage.give(COACH, Role.COACH)
        for fault in (server_error(), bad_gateway(), cut_answer()):
            stage.world.faults.add(fault, "sendMessage", RESIDENT)
        await propose(stage)
        secrets = await check(stage)
        act(stage, COORDINATOR, "/uitnodigen")
        await stage.settle()
        act(stage, COORDINATOR, "[Coach]")
        await stage.settle()
        invited = stage.last(COORDINATOR).text.partition("start=")[2].split()[0]
        assert invited
        stage.world.start(NEIGHBOUR, invited)
        await stage.settle()
        monkeypatch.setattr(menu, "about", broken)
        act(stage, RESIDENT, "/over")
        stage.world.queue.put("message", {"text": SAID["description"], "chat": "broken"})
        stage.world.faults.add(refused("can't parse entities: Wilhelmina"), "sendMessage")
        await stage.settle()
        stage.world.faults.add(forbidden(), "sendMessage", RESIDENT)
        act(stage, RESIDENT, "/privacy")
        await stage.settle()
        async with stage.parts.database.transaction() as tx:
            await tx.run(
                "CREATE TRIGGER bad BEFORE INSERT ON answers WHEN new.question = 'description'"
                " BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        for line in ("/taak", "[Bewoner]", SAID["corrected"]):
            act(stage, NEIGHBOUR, line)
            await stage.settle()
        await stage.restart()
        secrets += [invited, stage.world.token, "bot1:simulator"]
        secrets += [row[0] for row in await stage.query("SELECT reference FROM proposals")]
    written = log.getvalue()
    assert "update" in written
    assert "ValueError in " in written
    assert 'kind=send reason="markup"' in written
    assert written.count("update failed id=") == 3
    for secret in (*PIECES, *secrets):
        assert secret not in written, secret
    assert "Traceback" not in written


OFFICE = {
    "note": "buurman Roelfsema belt hierover",
    "reason": "wethouder Brouwer wil dit niet",
    "asked": "wanneer kan mevrouw Dijkema",
    "override": "in overleg, zie overleg van maandag",
    "account": "NL91ABNA0417164300",
    "contact": "06 87654321",
    "name": "Baas van Bolhuis",
}


async def test_a_day_of_the_office_leaves_nothing_in_log_health_or_metrics(
    tmp_path: Path, log: io.StringIO
) -> None:
    async with (
        on_stage(tmp_path) as stage,
        serving("127.0.0.1", 0, Pages(stage.parts.watched).routes()) as address,
        aiohttp.ClientSession(address) as session,
    ):
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await stage.give(COACH, Role.COACH)
        await propose(stage)
        secrets = await check(stage)
        for who, line in (
            (COORDINATOR, "[note:1]"), (COORDINATOR, OFFICE["note"]),
            (COORDINATOR, "[note:1]"), (COORDINATOR, SAID["bsn"]),
            (COORDINATOR, "[about:1:1:hours]"), (COORDINATOR, OFFICE["asked"]),
            (COORDINATOR, "[reason:1:1:other]"), (COORDINATOR, OFFICE["reason"]),
            (COORDINATOR, "Versturen"),
            (COACH, "[override:1:hours:not_met:other]"), (COACH, OFFICE["override"]),
            (COACH, "[my_name:0]"), (COACH, OFFICE["name"]),
            (COORDINATOR, "[make_export:0:all:csv]"), (COORDINATOR, "[make_export:0:all:xlsx]"),
            (COORDINATOR, "/logboek"), (COORDINATOR, "/team"),
            (NEIGHBOUR, "/medewerker"), (NEIGHBOUR, OFFICE["contact"]),
            (NEIGHBOUR, "/taak"), (NEIGHBOUR, "[not_bsn:0]"), (NEIGHBOUR, OFFICE["account"]),
            (RESIDENT, "/mijngegevens"), (RESIDENT, "[erase:0:sure]"), (RESIDENT, "[erase:0:yes]"),
        ):  # fmt: skip
            if line == "Versturen":
                stage.world.press(who, line)
            elif line.startswith("["):
                stage.world.press_data(who, stage.last(who).message_id, line[1:-1])
            else:
                stage.world.type(who, line)
            await stage.settle()
        done = {row[0] for row in await stage.query("SELECT action FROM audit")}
        assert {"joined", "overrode", "named", "erased"} <= done
        assert await stage.query("SELECT action FROM transitions") == [("decline",)]
        assert stage.world.called("sendDocument")
        for page in ("/health", "/metrics"):
            async with session.get(page) as answer:
                log.write(await answer.text())
        secrets += [stage.world.token, "bot1:simulator"]
    written = log.getvalue()
    assert "updates" in written
    for secret in (*PIECES, *OFFICE.values(), "Roelfsema", "Brouwer", "Dijkema", *secrets):
        assert secret not in written, secret
    assert "Traceback" not in written


def test_the_token_is_no_word_of_the_command_that_starts_it() -> None:
    """What stands there, everybody on the machine can read."""
    options = cli.parser().format_help()
    assert "token" not in options.lower().replace("bot_token", "")


async def test_a_fault_of_ours_in_sending_tells_where_and_not_what(
    tmp_path: Path, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise KeyError(SAID["more"])

    monkeypatch.setattr(calls, "_say", broken)
    async with on_stage(tmp_path) as stage:
        act(stage, RESIDENT, "/start")
        await stage.settle()
    assert 'cannot be made id=1 error="KeyError in ' in log.getvalue()
    assert SAID["more"] not in log.getvalue()
    assert "Traceback" not in log.getvalue()


def test_talkative_libraries_never_say_more_than_a_warning(log: io.StringIO) -> None:
    for name in ("telegram.Bot", "telegram.ext", "aiosqlite", "aiohttp.access", "httpx", "asyncio"):
        logging.getLogger(name).info("https://api.telegram.org/bot1:secret/getMe")
        logging.getLogger(name).debug("INSERT %s", SAID["name"])
    logging.getLogger("bot.turns").debug("this is ours")
    assert "secret" not in log.getvalue()
    assert SAID["name"] not in log.getvalue()
    assert "this is ours" in log.getvalue()


@pytest.mark.parametrize("level", ["ERROR", "WARNING", "INFO", "DEBUG"])
def test_the_level_is_the_one_that_was_set(log: io.StringIO, level: str) -> None:
    logs.configure(level)
    assert logging.root.level == getattr(logging, level)
    for name in logs.TALKATIVE:
        assert logging.getLogger(name).level >= logging.WARNING


def test_where_names_the_place_and_no_words() -> None:
    try:
        int(SAID["mail"])
    except ValueError as error:
        said = logs.where(error)
    assert said.startswith("ValueError in test_where_names_the_place_and_no_words:")
    assert SAID["mail"] not in said
    assert logs.where(KeyError("x")) == "KeyError in ?"


def record(name: str, said: str, *values: object, error: BaseException | None = None) -> str:
    found = logging.LogRecord(name, logging.ERROR, "", 1, said, values, None)
    found.created = 1_772_442_000.25
    found.exc_info = (type(error), error, error.__traceback__) if error else None
    return logs.OneLine().format(found)


def test_a_line_for_an_event() -> None:
    line = record("bot.turns", "update failed id=%d", 7)
    assert line == "ERROR 2026-03-02T09:00:00.250Z bot.turns update failed id=7"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\x1b", "\u2028", "\x00"])
def test_nothing_can_make_a_second_line(end: str) -> None:
    line = record("bot", "update failed id=%s", f"7{end}ERROR")
    assert line.endswith("id=7 ERROR")


def test_an_error_in_a_library_is_told_without_its_words() -> None:
    said = f"Task exception was never retrieved\nfuture: <Task ValueError('{SAID['name']}')>"
    try:
        int(SAID["mail"])
    except ValueError as error:
        line = record("asyncio", said, error=error)
    assert 'never retrieved error="ValueError in test_an_error_in_a_library' in line
    assert "future" not in line
    assert "Zonnebloem" not in line


def test_a_token_is_taken_out_wherever_it_came_from() -> None:
    token = "123456789:AAtest_token-0123456789abcdefghijklmn"
    line = record("bot", "called https://api.telegram.org/bot%s/getMe", token)
    assert line.endswith("called https://api.telegram.org/bot[token]/getMe")


def test_a_fault_that_ends_the_program_is_one_line_too(log: io.StringIO) -> None:
    def inside() -> None:
        raise ValueError(SAID["name"])

    try:
        inside()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    (line,) = log.getvalue().splitlines()
    assert line.startswith("CRITICAL ")
    assert " bot.logs fault error=" in line
    assert 'path="inside:' in line
    assert "Zonnebloem" not in line
