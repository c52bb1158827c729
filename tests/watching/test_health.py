"""Is it well: asked of a whole bot, in trouble of every kind."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot import failed
from bot.serving import serving
from bot.simulator.faults import Fault, refused, server_error
from bot.simulator.refusals import Refusal
from bot.store.failed import KEPT
from bot.watching import health
from bot.watching.pages import Pages
from tests.dialogue import act, until_summary
from tests.stage import NEIGHBOUR, RESIDENT, Stage, on_stage
from tests.waiting import until

LATER = timedelta(seconds=health.EVERY + 1)


@asynccontextmanager
async def watched(path: Path) -> AsyncIterator[tuple[Stage, "Watcher"]]:
    async with (
        on_stage(path) as stage,
        serving("127.0.0.1", 0, Pages(stage.parts.watched).routes()) as address,
        aiohttp.ClientSession(address) as session,
    ):
        yield stage, Watcher(stage, session)


class Watcher:
    """A service manager, and a Prometheus."""

    def __init__(self, stage: Stage, session: aiohttp.ClientSession) -> None:
        self.stage, self.session = stage, session

    async def health(self) -> tuple[int, dict[str, Any]]:
        async with self.session.get("/health") as answer:
            return answer.status, await answer.json()

    async def trouble(self) -> list[str]:
        self.stage.clock.advance(LATER)
        status, found = await self.health()
        assert (status == 503) == bool(found["trouble"])
        assert found["status"] == ("trouble" if found["trouble"] else "ok")
        return list(found["trouble"])

    async def metrics(self) -> dict[str, float]:
        self.stage.clock.advance(LATER)
        async with self.session.get("/metrics") as answer:
            assert answer.status == 200
            lines = (await answer.text()).splitlines()
        parts = [line.rpartition(" ") for line in lines if not line.startswith("#")]
        return {name: float(value) for name, _, value in parts}


async def test_all_is_well(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        assert await watcher.health() == (
            200,
            {
                "status": "ok",
                "trouble": [],
                "seconds_since_telegram": 0.0,
                "seconds_since_update": None,
                "outbox_waiting": 0,
                "outbox_oldest_seconds": 0.0,
            },
        )
        act(stage, RESIDENT, "/over")
        await stage.settle()
        stage.clock.advance(timedelta(seconds=30))
        assert (await watcher.health())[1]["seconds_since_update"] == 30


async def lock(other: sqlite3.Connection) -> None:
    """Take the lock between two transactions of the bot, which needs this thread for its own."""
    while not other.in_transaction:
        with suppress(sqlite3.OperationalError):
            other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(0.001)


async def test_a_database_that_another_program_has_locked(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        await stage.parts.running.wait()
        with closing(sqlite3.connect(stage.settings.database_path, timeout=0)) as other:
            await lock(other)
            assert await watcher.trouble() == ["the database cannot be written"]
        assert await watcher.trouble() == []


async def test_a_disk_that_can_only_be_read(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        writer = stage.parts.database._writer
        assert writer
        await writer.execute("PRAGMA query_only = ON")
        assert await watcher.trouble() == ["the database cannot be written"]
        await writer.execute("PRAGMA query_only = OFF")
        assert await watcher.trouble() == []


async def test_what_it_writes_reaches_the_disk_and_changes_nothing(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        log = stage.settings.database_path.with_name("bot.db-wal")
        version = await stage.query("PRAGMA user_version")
        before = log.read_bytes()
        assert await watcher.trouble() == []
        assert log.read_bytes() != before
        assert await stage.query("PRAGMA user_version") == version


async def test_telegram_is_silent(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        act(stage, RESIDENT, "/over")
        await stage.settle()
        stage.clock.advance(timedelta(seconds=health.SILENCE + 1))
        assert await watcher.trouble() == ["Telegram is silent"]
        act(stage, RESIDENT, "/over")
        await stage.settle()
        assert await watcher.trouble() == []


async def test_telegram_cannot_post(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        stage.parts.watched.watch.cannot_post = True
        assert await watcher.trouble() == ["Telegram cannot post updates"]
        stage.parts.watched.watch.posted(200)
        assert await watcher.trouble() == []


async def test_what_failed_for_good_is_counted_as_it_is_listed(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        stage.world.faults.add(refused("something new"), "sendMessage", times=2)
        stage.world.queue.put("message", {"text": "Jan Smit", "chat": "broken"})
        for line in ("/over", "/privacy", "/help"):
            act(stage, RESIDENT, line)
        await stage.settle()
        found = await watcher.metrics()
        assert found["basisbaan_failed_updates"] == 1
        assert found["basisbaan_failed_messages"] == 2
        listed = await failed.listed(stage.settings.database_path, stage.clock)
        assert listed[-1].startswith("3 failed")
        stage.clock.advance(KEPT + timedelta(days=1))
        assert (await watcher.metrics())["basisbaan_failed_messages"] == 0


async def test_messages_do_not_leave(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        outage = stage.world.faults.add(server_error(), "sendMessage", times=None)
        act(stage, RESIDENT, "/over")
        await until(lambda: outage.hits)
        assert (await watcher.metrics())["basisbaan_outbox_messages"] == 1
        stage.clock.advance(timedelta(seconds=health.WAITS_LONG))
        stage.parts.watched.watch.heard()
        assert await watcher.trouble() == ["messages do not leave"]
        assert (await watcher.metrics())["basisbaan_outbox_oldest_seconds"] > health.WAITS_LONG
        outage.off()
        async with stage.parts.database.transaction() as tx:
            await tx.run("UPDATE outbox SET not_before = '2027-01-01T00:00:00.000Z'")
        assert await watcher.trouble() == [], "what has to wait is not late"


async def test_messages_do_not_leave_after_the_clock_was_set_back(tmp_path: Path) -> None:
    """What came before that is dated in the future for an hour; it waits all the same."""
    async with watched(tmp_path) as (stage, watcher):
        outage = stage.world.faults.add(server_error(), "sendMessage", times=None)
        act(stage, RESIDENT, "/over")
        await until(lambda: outage.hits)
        stage.clock._now -= timedelta(hours=1)
        assert (await watcher.metrics())["basisbaan_outbox_messages"] == 1
        assert await watcher.trouble() == []
        stage.clock.advance(timedelta(seconds=health.WAITS_LONG))
        stage.parts.watched.watch.heard()
        assert await watcher.trouble() == ["messages do not leave"]
        assert (await watcher.metrics())["basisbaan_outbox_oldest_seconds"] > health.WAITS_LONG
        async with stage.parts.database.transaction() as tx:
            await tx.run("UPDATE outbox SET not_before = created_at")
        assert (await watcher.metrics())["basisbaan_outbox_messages"] == 0, "that has to wait"
        outage.off()


async def test_it_is_looked_at_seldom_however_often_it_is_asked(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        log = stage.settings.database_path.with_name("bot.db-wal")
        await watcher.health()
        before = log.read_bytes()
        for _ in range(20):
            await watcher.health()
        assert log.read_bytes() == before


async def test_what_is_counted(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        await until_summary(stage, RESIDENT)
        stage.world.faults.add(Fault("refuse", Refusal(403, "Forbidden")), "sendMessage", NEIGHBOUR)
        act(stage, NEIGHBOUR, "/over")
        stage.world.queue.put("message", {"text": "Jan Smit", "chat": "broken"})
        await stage.settle()
        found = await watcher.metrics()
        handled = (await stage.query("SELECT count(*) FROM updates_seen"))[0][0]
        assert found["basisbaan_updates_total"] == handled > 10
        assert found["basisbaan_batch_updates_sum"] == handled
        assert found["basisbaan_turn_seconds_count"] == found["basisbaan_batch_updates_count"] > 0
        assert found["basisbaan_failed_updates"] == 1
        assert found["basisbaan_open_conversations"] == 1
        assert found["basisbaan_outbox_messages"] == 0
        sends = {name: value for name, value in found.items() if "sends_total" in name}
        assert sends['basisbaan_sends_total{kind="send",result="unreachable"}'] == 1
        sent = len([call for call in stage.world.called("sendMessage") if call.ok])
        assert sends['basisbaan_sends_total{kind="send",result="sent"}'] == sent


async def test_no_label_says_anything_about_a_person(tmp_path: Path) -> None:
    async with watched(tmp_path) as (stage, watcher):
        await until_summary(stage, RESIDENT)
        act(stage, RESIDENT, "[Versturen]")
        await stage.settle()
        async with watcher.session.get("/metrics") as answer:
            shown = await answer.text()
        shown += str((await watcher.health())[1])
        typed = [m.text for m in stage.world.chat(RESIDENT).messages if not m.by_bot]
        for private in (str(RESIDENT), "Rita", "Selwerd", "BB-", stage.world.token, *typed):
            assert private
            assert private not in shown
