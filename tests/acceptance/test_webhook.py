"""With a webhook: the real program behind its own web server, and Telegram posting to it."""

import asyncio
import signal
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.simulator.faults import bad_gateway, retry_after
from tests.acceptance.hardship import nothing_written
from tests.acceptance.kept import answers, rows
from tests.acceptance.phone import ANSWERS, MENDED, PROPOSAL, RESIDENT, phones
from tests.acceptance.posted import SECRET, free_port, hooked, posting, said
from tests.acceptance.program import Program, run, running
from tests.acceptance.test_on_a_server import TOKEN, Telegram, telegram

__all__ = ["telegram"]


@pytest.fixture
def hook(telegram: Telegram) -> Mapping[str, str]:
    return hooked(telegram.settings)


async def is_registered(telegram: Telegram, hook: Mapping[str, str]) -> None:
    async with asyncio.timeout(10):
        while telegram.world.webhook.get("url") != f"{hook['WEBHOOK_URL']}/telegram":
            await asyncio.sleep(0.01)


async def test_a_proposal_by_webhook(
    telegram: Telegram, hook: Mapping[str, str], tmp_path: Path
) -> None:
    """Registered although Telegram stutters; the settings that Telegram has are polling's."""
    telegram.world.faults.add(bad_gateway(), "setWebhook")
    async with running(tmp_path, **hook, LOG_LEVEL="DEBUG") as program:
        await program.line("is running")
        async with phones(telegram.address, RESIDENT) as (resident,):
            await resident.start()
            await resident.play([*PROPOSAL, *MENDED])
            await resident.sees("Uw voorstel is binnen.")
        assert telegram.world.webhook["max_connections"] == 100
        assert telegram.world.webhook["secret_token"] == SECRET
        assert "callback_query" in telegram.world.webhook["allowed_updates"]
        async with posting(hook) as poster:
            health = await poster.health()
            assert health["status"] == "ok"
            metrics = (await poster.get("/metrics"))[1]
        assert await program.end() == 0
    assert not telegram.world.called("getUpdates")
    path = tmp_path / "data/basisbaan.db"
    assert answers(path, RESIDENT) == ANSWERS
    handled = rows(path, "SELECT count(*) FROM updates_seen")[0][0]
    assert f"basisbaan_updates_total {handled:.1f}" in metrics
    everything = "\n".join([*program.lines, *program.errors, str(health), metrics])
    assert not [word for word in (SECRET, TOKEN, "selwert") if word in everything]


async def test_back_to_polling_and_again(
    telegram: Telegram, hook: Mapping[str, str], tmp_path: Path
) -> None:
    """What was typed while the bot was away comes, whichever way it receives."""
    async with phones(telegram.address, RESIDENT) as (resident,):
        async with running(tmp_path, **hook) as program:
            await resident.start()
            await resident.play(PROPOSAL[:3])
            place = await resident.sees("Vraag 3 van 12")
            assert await program.end() == 0
        await resident.reply(place, PROPOSAL[3][1])
        async with running(tmp_path, **telegram.settings) as program:
            await resident.play(PROPOSAL[4:7])
            assert telegram.world.webhook == {}
            assert await program.end() == 0
        async with running(tmp_path, **hook) as program:
            await resident.play([*PROPOSAL[7:], *MENDED])
            await resident.sees("Uw voorstel is binnen.")
            assert await program.end() == 0
    assert answers(tmp_path / "data/basisbaan.db", RESIDENT) == ANSWERS


async def test_posted_again_and_out_of_order(
    telegram: Telegram, hook: Mapping[str, str], tmp_path: Path
) -> None:
    """Fifty people, each post twice, in any order: each is handled once."""
    people = range(5000, 5050)
    for person in people:
        telegram.world.add_user(person, "P")
    async with running(tmp_path, **hook) as program, posting(hook) as poster:
        await program.line("is running")
        await is_registered(telegram, hook)
        updates = [said(900 - person % 100, person, "/over") for person in people]
        answered = await asyncio.gather(*(poster.post(update) for update in updates * 2))
        assert set(answered) == {200}
        assert set(await asyncio.gather(*map(poster.post, reversed(updates)))) == {200}
        path = tmp_path / "data/basisbaan.db"
        assert rows(path, "SELECT count(*) FROM updates_seen") == [(50,)]
        assert rows(path, "SELECT count(*) FROM outbox") == [(50,)]
        assert await program.end() == 0


async def test_killed_after_the_answer_it_is_kept(
    telegram: Telegram, hook: Mapping[str, str], tmp_path: Path
) -> None:
    """200 means kept: of a hundred posts, killed at the first answers, none of those is lost."""
    path = tmp_path / "data/basisbaan.db"
    people = range(6000, 6100)
    answered: dict[int, int] = {}
    async with running(tmp_path, **hook) as program, posting(hook) as poster:
        await program.line("is running")
        first = asyncio.Event()

        async def post(person: int) -> None:
            answered[person] = await poster.post(said(person, person, "/over"))
            first.set()

        posts = [asyncio.create_task(post(person)) for person in people]
        await first.wait()
        await program.end(signal.SIGKILL)
        await asyncio.gather(*posts, return_exceptions=True)
    assert answered
    assert set(answered.values()) == {200}
    known = {row[0] for row in rows(path, "SELECT id FROM people")}
    assert set(answered) <= known


async def test_stopped_while_posts_come_in(
    telegram: Telegram, hook: Mapping[str, str], tmp_path: Path
) -> None:
    """Each post is either kept and answered 200, or comes again: no answer lies."""
    telegram.world.faults.add(retry_after(30), "sendMessage", times=None)
    path = tmp_path / "data/basisbaan.db"
    answered: dict[int, int] = {}
    async with running(tmp_path, **hook) as program, posting(hook) as poster:
        await program.line("is running")

        async def keep_posting(first: int) -> None:
            for person in range(first, first + 500):
                answered[person] = await poster.post(said(person, person, "/over"))

        posts = [asyncio.create_task(keep_posting(first)) for first in (7000, 8000, 9000)]
        while len(answered) < 60:
            await asyncio.sleep(0.001)
        assert await program.end() == 0
        await asyncio.gather(*posts, return_exceptions=True)
    kept = {row[0] for row in rows(path, "SELECT id FROM people")}
    assert {person for person, status in answered.items() if status == 200} <= kept
    assert set(answered.values()) <= {200, 503}
    assert program.errors == [] or "Traceback" not in "\n".join(program.errors)


@pytest.mark.parametrize("hangs", [False, True])
async def test_a_start_while_telegram_is_away(
    telegram: Telegram, hook: Mapping[str, str], tmp_path: Path, *, hangs: bool
) -> None:
    """It can be watched at once, what is posted comes again, and a stop does not wait."""
    asked = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        if hangs:
            await reader.read()
        writer.close()
        await writer.wait_closed()

    away = await asyncio.start_server(silent, "127.0.0.1", 0)
    settings = {**hook, "BOT_API_URL": f"http://127.0.0.1:{away.sockets[0].getsockname()[1]}"}
    async with (
        away,
        running(tmp_path, **settings) as program,
        posting(hook) as poster,
    ):
        await asyncio.wait_for(asked.wait(), 20)
        assert (await poster.health())["trouble"] == ["Telegram is silent"]
        status, metrics = await poster.get("/metrics")
        assert status == 200
        assert "basisbaan_silence_seconds" in metrics
        assert await poster.post(said(7, 1, "x")) == 503
        async with asyncio.timeout(2):
            assert await program.end() == 0
        assert program.lines == []


async def test_what_was_posted_too_soon_is_taken_once_telegram_answers(
    telegram: Telegram, hook: Mapping[str, str], tmp_path: Path
) -> None:
    fault = telegram.world.faults.add(bad_gateway(), "getMe", times=None)
    async with running(tmp_path, **hook) as program, posting(hook) as poster:
        while not fault.hits:
            await asyncio.sleep(0.001)
        assert await poster.post(said(7, 1, "x")) == 503
        fault.off()
        await program.line("is running.")
        assert (await poster.health())["trouble"] == []
        assert await poster.post(said(7, 1, "x")) == 200
        assert await program.end() == 0
    assert rows(tmp_path / "data/basisbaan.db", "SELECT update_id FROM updates_seen") == [(7,)]


async def test_listen_in_use(telegram: Telegram, hook: Mapping[str, str], tmp_path: Path) -> None:
    host, _, port = hook["LISTEN"].partition(":")
    telegram.world.faults.add(bad_gateway(), "getMe", times=None)  # that is known sooner
    with socket.create_server((host, int(port))):
        program: Program = await run(tmp_path, **hook)
    assert program.process.returncode == 2
    assert program.lines == []
    assert program.errors == ["LISTEN is in use by another program; try LISTEN=127.0.0.1:8081."]


@pytest.mark.parametrize("mode", ["polling", "simulator"])
async def test_health_and_metrics_in_other_modes(
    telegram: Telegram, mode: str, tmp_path: Path
) -> None:
    settings = telegram.settings if mode == "polling" else {}
    async with running(tmp_path, **settings, LISTEN=f"127.0.0.1:{free_port()}") as program:
        address = (await program.address()).split("/health")[0].rstrip("/")
        async with posting({"LISTEN": address.removeprefix("http://")}) as poster:
            assert (await poster.health())["trouble"] == []
            assert "basisbaan_outbox_messages 0.0" in (await poster.get("/metrics"))[1]
            assert await poster.post(said(1, 1, "x")) in {403, 404, 405}
        assert await program.end() == 0


@pytest.mark.long
async def test_while_the_disk_takes_nothing_posts_have_to_come_again(
    telegram: Telegram, hook: Mapping[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "data/basisbaan.db"
    person = said(50, 4711, "/over")
    async with running(tmp_path, **hook) as program, posting(hook) as poster:
        await program.line("is running.")
        await is_registered(telegram, hook)
        with nothing_written(program, path):
            first = asyncio.create_task(poster.post(person))
            assert (await poster.health())["trouble"] == ["the database cannot be written"]
            assert await first == 503
            assert await poster.post(person) == 503
            assert await poster.post(said(51, 4712, "/over")) == 503
        async with asyncio.timeout(10):
            while await poster.post(person) != 200:
                await asyncio.sleep(0.1)
        assert await poster.post(said(51, 4712, "/over")) == 200
        assert rows(path, "SELECT count(*) FROM outbox WHERE chat_id = 4711") == [(1,)]
        assert rows(path, "SELECT count(*) FROM outbox WHERE chat_id = 4712") == [(1,)]
        assert (await poster.health())["trouble"] == []
        assert await program.end() == 0


async def test_stopped_while_the_disk_takes_nothing(
    telegram: Telegram, hook: Mapping[str, str], tmp_path: Path
) -> None:
    """It ends in time; the post is not answered 200, and the next start takes it."""
    path = tmp_path / "data/basisbaan.db"
    async with posting(hook) as poster:
        async with running(tmp_path, **hook) as program:
            await program.line("is running.")
            await is_registered(telegram, hook)
            with nothing_written(program, path):
                waits = asyncio.create_task(poster.post(said(50, 4711, "/over")))
                async with asyncio.timeout(10):
                    while not any("cannot write" in line for line in program.errors):
                        await asyncio.sleep(0.01)
                await program.end()
            assert await waits == 503
        async with running(tmp_path, **hook) as program:
            await program.line("is running.")
            assert await poster.post(said(50, 4711, "/over")) == 200
            assert await program.end() == 0
    assert rows(path, "SELECT count(*) FROM outbox WHERE chat_id = 4711") == [(1,)]
