"""The command line."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType

from bot import app, backup, checkup, failed, flowprint, live, logs, simulate, wrongs
from bot.clock import Clock, Codes
from bot.intake.joining import link
from bot.people import Role
from bot.settings import Settings, exposed, load
from bot.store.database import Database
from bot.translate import LANGUAGES

log = logging.getLogger(__name__)

INTERRUPTED = 130
"""The exit code of a command that somebody stopped half-way."""

SIMULATED_DATABASE = Path("data/simulator.db")
"""Where play goes, unless DATABASE_PATH says otherwise: never among real proposals."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    chosen = parser().parse_args(arguments)
    try:
        with _stopped_alike():
            return _run(chosen)
    except KeyboardInterrupt:
        return 0 if chosen.command in {None, "run", "simulate"} else INTERRUPTED
    except tuple(wrongs.LINES) as error:
        _tell(wrongs.line(error))
        return wrongs.code(error)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    whole = argparse.ArgumentParser("basisbaan", description=__doc__)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="run the bot (also without a command)")
    commands.add_parser("simulate", help="run the bot with three phones on a page, no Telegram")
    commands.add_parser("check", help="check settings, database, catalogues and flows")
    _add_upkeep(commands)
    invite = commands.add_parser("invite", help="make a single-use link that gives a role")
    invite.add_argument("role", choices=[role.value for role in Role])
    for name, does in flowprint.PRINTS.items():
        shown = commands.add_parser(name, help=does.__doc__)
        shown.add_argument("flow", choices=flowprint.FLOWS)
        shown.add_argument("--lang", default="nl", choices=LANGUAGES)
    return whole


def _add_upkeep(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    saved = commands.add_parser("backup", help="write a whole backup, also beside a running bot")
    saved.add_argument("file", type=Path, metavar="FILE")
    saved.add_argument("--replace", action="store_true", help="replace FILE if it exists")
    restored = commands.add_parser("restore", help="put a backup in the place of the database")
    restored.add_argument("file", type=Path, metavar="FILE")
    restored.add_argument(
        "--erasures", type=Path, metavar="FILE", help="what was erased: a list, or a newer backup"
    )
    listed = commands.add_parser("failed", help="list what could not be handled or sent")
    listed.add_argument("--drop", nargs="+", metavar="ID", help="take these off the list for good")
    again = commands.add_parser("retry", help="try that again, all of it or these")
    again.add_argument("ids", nargs="*", metavar="ID")


def _run(chosen: argparse.Namespace) -> int:
    if chosen.command in flowprint.PRINTS:
        return flowprint.run(chosen.command, chosen.flow, chosen.lang)
    settings = load()
    if settings.simulated and "database_path" not in settings.model_fields_set:
        settings = settings.model_copy(update={"database_path": SIMULATED_DATABASE})
    logs.configure(settings.log_level)
    match chosen.command:
        case "invite":
            return asyncio.run(_invite(settings, Role(chosen.role)))
        case "backup":
            _say(backup.back_up(settings, chosen.file, _tell, replace=chosen.replace))
        case "restore":
            _say(backup.restore(settings, chosen.file, _tell, chosen.erasures))
        case "failed" | "retry":
            _say(asyncio.run(_failures(settings, chosen)))
        case "check":
            _say("\n".join(checkup.checkup(settings)))
        case "simulate":
            asyncio.run(simulate.serve(settings, _say))
        case _:
            checkup.sound()
            if warning := exposed():
                log.warning(warning)
            serve = simulate.serve if settings.simulated else live.serve
            asyncio.run(serve(settings, _say))
    return 0


async def _failures(settings: Settings, chosen: argparse.Namespace) -> str:
    """Return what is to be said of what failed."""
    path, clock = settings.database_path, Clock(settings.timezone)
    if chosen.command == "retry":
        return await failed.retry(path, clock, chosen.ids)
    if chosen.drop:
        return await failed.drop(path, clock, chosen.drop)
    return "\n".join(await failed.listed(path, clock))


async def _invite(settings: Settings, role: Role) -> int:
    """Print a link that gives a role; the bot may be running meanwhile."""
    clock, code = Clock(settings.timezone), Codes().invite_code()
    database = Database(settings.database_path)
    await database.open(alone=False)
    try:
        name = await app.own_name(settings)
        await app.make_invite(database, clock, role, code)
    finally:
        await database.close()
    print(link(name, code))
    return 0


@contextmanager
def _stopped_alike() -> Iterator[None]:
    """Have SIGTERM stop a command as Ctrl-C does, so that what is half done is cleared away.

    A bot that runs has its own way to stop.
    """

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if current_thread() is not main_thread():  # only there can a signal be caught
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say(line: str) -> None:
    print(line, flush=True)


def _tell(line: str) -> None:
    """Say something beside what was asked for: how far it is, or what is wrong."""
    print(line, file=sys.stderr, flush=True)
