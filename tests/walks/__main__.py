"""Lets the people walk, one after the other: `python -m tests.walks [names] --out build/walks`."""

import argparse
import asyncio
import shutil
import tempfile
from pathlib import Path

from playwright.async_api import Error

from tests.acceptance.program import REPOSITORY, running
from tests.simulator.browser import browsing
from tests.walks.look import WITHIN
from tests.walks.people import PEOPLE, Person
from tests.walks.sheet import sheets
from tests.walks.walker import HEIGHT, WIDTH, Walker


async def walk(name: str, person: Person, out: Path) -> bool:
    """Lets one person walk with a program of their own; whether all could be done."""
    folder = _emptied(name, out)
    done = True
    with tempfile.TemporaryDirectory() as data:
        async with running(Path(data)) as program:
            async with browsing(await program.address(), WIDTH, HEIGHT) as page:
                page.set_default_timeout(WITHIN)
                walker = Walker(page, person.user_id, folder)
                await walker.handset.show()
                try:
                    await person.walk(walker)
                except (Error, AssertionError) as error:
                    done = False
                    print(f"{name}: STOPPED after {len(walker.shots)} pictures: {error}")
                print(_told(name, walker, await walker.got()))
            await program.end()
    for sheet in sheets(walker.shots, name, out):
        print(f"  {sheet}")
    return done and not walker.missed


def _emptied(name: str, out: Path) -> Path:
    """The folder of this person's pictures, without those of an earlier walk."""
    for old in out.glob(f"{name}_*.png"):
        old.unlink()
    shutil.rmtree(out / name, ignore_errors=True)
    (out / name).mkdir(parents=True)
    return out / name


def _told(name: str, walker: Walker, got: int) -> str:
    acts = walker.taps + walker.typed
    lines = [
        f"{name}: {acts} interactions ({walker.taps} taps, {walker.typed} typed),"
        f" {got} messages from the bot, {walker.misunderstood} times not understood,"
        f" {len(walker.shots)} pictures",
        *(f"  NOT AS EXPECTED {one}" for one in walker.missed),
        *(f"  {remark}" for remark in walker.remarks),
    ]
    return "\n".join(lines)


async def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.walks")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(PEOPLE))
    parser.add_argument("--out", type=Path, default=REPOSITORY / "build/walks")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in PEOPLE]
    if unknown:
        parser.error(f"nobody is called {', '.join(unknown)}; there are {', '.join(PEOPLE)}")
    names = asked.names or list(PEOPLE)
    results = [await walk(name, PEOPLE[name], asked.out) for name in names]
    return 0 if all(results) else 1


raise SystemExit(asyncio.run(main()))
