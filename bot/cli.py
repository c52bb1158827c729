"""The command line."""

from __future__ import annotations

import argparse
import asyncio
import errno
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot import app, checkup, flowprint, logs, simulate
from bot.clock import Clock, Codes
from bot.intake.joining import link
from bot.people import Role
from bot.settings import Settings, SettingsError, load
from bot.store.database import Database, InUseError, NewerError
from bot.telegram.connection import NoAnswerError, RefusedError
from bot.translate import LANGUAGES

WRONG = 2
"""The exit code when something must be set right before the bot can start."""

SIMULATED_DATABASE = Path("data/simulator.db")
"""Where play goes, unless DATABASE_PATH says otherwise: never among real proposals."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code."""
    chosen = parser().parse_args(arguments)
    try:
        return _run(chosen)
    except KeyboardInterrupt:
        return 0
    except tuple(WRONGS) as error:
        said = next(say for kind, say in WRONGS.items() if isinstance(error, kind))
        print(said(error), file=sys.stderr)
        return WRONG


def _system(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "LISTEN is in use by another program; try LISTEN=127.0.0.1:8081."
    named = getattr(error, "filename", None) or "the system"
    return f"{getattr(error, 'strerror', None) or type(error).__name__}: {named}."


WRONGS: Mapping[type[Exception], Callable[[Exception], str]] = {
    SettingsError: str,
    checkup.UnsoundError: str,
    InUseError: lambda error: f"A bot is already running on the database {error}. Stop it first.",
    NewerError: lambda _: "The database was made by a newer version of this program.",
    NoAnswerError: lambda _: "Telegram does not answer. Check the network and BOT_API_URL.",
    RefusedError: lambda _: "Telegram refuses BOT_TOKEN. Ask @BotFather for the right one.",
    sqlite3.Error: lambda error: f"The database cannot be used: {error}.",
    OSError: _system,
}
"""What can be wrong outside the program, and the one line that says so."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    whole = argparse.ArgumentParser("basisbaan", description=__doc__)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="run the bot (also without a command)")
    commands.add_parser("simulate", help="run the bot with three phones on a page, no Telegram")
    commands.add_parser("check", help="check settings, database, catalogues and flows")
    invite = commands.add_parser("invite", help="make a single-use link that gives a role")
    invite.add_argument("role", choices=[role.value for role in Role])
    for name, does in flowprint.PRINTS.items():
        shown = commands.add_parser(name, help=does.__doc__)
        shown.add_argument("flow", choices=flowprint.FLOWS)
        shown.add_argument("--lang", default="nl", choices=LANGUAGES)
    return whole


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
        case "check":
            print(asyncio.run(checkup.checkup(settings)))
        case "simulate":
            asyncio.run(simulate.serve(settings, _say))
        case _:
            checkup.sound()
            serve = simulate.serve if settings.simulated else app.serve
            asyncio.run(serve(settings, _say))
    return 0


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


def _say(line: str) -> None:
    print(line, flush=True)
