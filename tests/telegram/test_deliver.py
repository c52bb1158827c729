"""What leaves the outbox, and what becomes of it when Telegram does not take it."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.made import Product
from bot.people import Role
from bot.records import Delivery, Kind
from bot.simulator.faults import (
    Fault,
    bad_gateway,
    cut_answer,
    forbidden,
    lost_answer,
    lost_request,
    refused,
    retry_after,
    server_error,
    slow,
)
from bot.simulator.refusals import Refusal
from bot.telegram import seen
from bot.telegram.attempts import Attempts, StoppedError
from bot.telegram.connection import RefusedError
from bot.telegram.deliver import Deliver
from tests.dialogue import act, until_summary
from tests.stage import COACH, COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage
from tests.waiting import until

WAITING = "SELECT count(*) FROM outbox WHERE status = 'waiting'"


class Naps:
    """Stands in for the time that Deliver waits: known, and over at once unless it is held."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.over = asyncio.Event()
        self.over.set()

    async def nap(self, attempts: Attempts, seconds: float) -> None:
        if seconds > 0:
            self.seconds.append(seconds)
            while not self.over.is_set() and not attempts.stopping.is_set():
                await asyncio.sleep(0.001)
            await asyncio.sleep(0)
            if attempts.stopping.is_set():
                raise StoppedError


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Naps:
    taken = Naps()

    async def nap(attempts: Attempts, seconds: float) -> None:
        await taken.nap(attempts, seconds)

    monkeypatch.setattr(Attempts, "sleep", nap)
    return taken


def impatient(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a call without an answer time out soon."""
    patient = stage.api.call

    async def call(method: str, *args: Any) -> Any:
        async with asyncio.timeout(None if method == "getUpdates" else 0.03):
            return await patient(method, *args)

    monkeypatch.setattr(stage.api, "call", call)


def hold(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, held: str
) -> tuple[asyncio.Event, asyncio.Event]:
    """Let calls of one method wait: the first event tells that one does, the second lets go."""
    at_once = stage.api.call
    under_way, go_on = asyncio.Event(), asyncio.Event()

    async def call(method: str, *args: Any) -> Any:
        if method == held:
            under_way.set()
            await go_on.wait()
        return await at_once(method, *args)

    monkeypatch.setattr(stage.api, "call", call)
    return under_way, go_on


def said(stage: Stage, user: int) -> list[str]:
    return [m.text.split("\n")[0] for m in stage.world.chat(user).messages if m.by_bot]


async def unreachable_since(stage: Stage, user: int) -> object:
    return (await stage.query("SELECT unreachable_at FROM people WHERE id = ?", user))[0][0]


async def delivered(stage: Stage) -> None:
    """Wait until nothing waits in the outbox any more, after a start as well."""
    async with asyncio.timeout(10):
        while (await stage.query(WAITING))[0][0]:
            await asyncio.sleep(0.001)
    await stage.settle()


async def test_who_blocked_the_bot_is_unreachable_until_they_return(
    tmp_path: Path, naps: Naps
) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(forbidden(), "sendMessage", RESIDENT)
        for line in ("/start", "/privacy", "/over"):
            act(stage, RESIDENT, line)
        await stage.settle()
        assert said(stage, RESIDENT) == []
        assert len(stage.world.called("sendMessage", RESIDENT)) == 1
        rows = await stage.query("SELECT status, content FROM outbox")
        assert [tuple(row) for row in rows] == [("unreachable", None)] * 3
        assert await unreachable_since(stage, RESIDENT)
        act(stage, RESIDENT, "/over")
        await stage.settle()
        assert said(stage, RESIDENT) == ["Over de Basisbaan"]
        assert await unreachable_since(stage, RESIDENT) is None
        assert naps.seconds == []


async def test_who_blocks_while_edits_wait_leaves_nothing_behind(
    tmp_path: Path, naps: Naps
) -> None:
    async with on_stage(tmp_path) as stage:
        for line in ("/taak", "[Bewoner]", "blad opruimen"):
            act(stage, RESIDENT, line)
            await stage.settle()
        stage.world.faults.add(forbidden(), "sendMessage", RESIDENT)
        act(stage, RESIDENT, "/privacy")
        stage.world.send_photos(RESIDENT, 3)
        await stage.settle()
        assert (await stage.query(WAITING))[0][0] == 0
        assert await stage.query("SELECT 1 FROM outbox WHERE content IS NOT NULL") == []
        stage.world.block(RESIDENT)
        await stage.settle()
        assert await unreachable_since(stage, RESIDENT)
        stage.world.unblock(RESIDENT)
        await stage.settle()
        assert await unreachable_since(stage, RESIDENT) is None


async def test_429_delays_only_the_chat_it_is_about(tmp_path: Path, naps: Naps) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(retry_after(30), "sendMessage", RESIDENT)
        naps.over.clear()
        act(stage, RESIDENT, "/start")
        act(stage, NEIGHBOUR, "/start")
        act(stage, NEIGHBOUR, "/over")
        await until(lambda: len(said(stage, NEIGHBOUR)) == 2)
        assert said(stage, RESIDENT) == []
        assert [30 <= seconds < 31 for seconds in naps.seconds] == [True]
        naps.over.set()
        await stage.settle()
        assert len(said(stage, RESIDENT)) == 1


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ("can't parse entities: Unsupported start tag", "markup"),
        ("message is too long", "too long"),
        ("message text is empty", "empty"),
        ("BUTTON_DATA_INVALID", "button"),
        ("something new", "bad request"),
    ],
)
async def test_what_telegram_never_takes_is_set_aside_and_the_next_goes_on(
    tmp_path: Path,
    naps: Naps,
    caplog: pytest.LogCaptureFixture,
    description: str,
    reason: str,
) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(refused(description), "sendMessage", RESIDENT)
        for line in ("/start", "/privacy", "/over"):
            act(stage, RESIDENT, line)
        await stage.settle()
        assert said(stage, RESIDENT) == ["Privacy", "Over de Basisbaan"]
        rows = await stage.query("SELECT status, reason, content IS NULL FROM outbox ORDER BY id")
        assert [tuple(r) for r in rows] == [
            ("failed", reason, False),  # kept, so that it can be tried again
            ("sent", None, True),
            ("sent", None, True),
        ]
        assert f'reason="{reason}"' in caplog.text
        assert naps.seconds == []


async def test_a_message_that_cannot_even_be_made_is_set_aside(
    tmp_path: Path, naps: Naps, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_stage(tmp_path) as stage:
        async with stage.parts.database.transaction() as tx:
            await tx.run(
                "CREATE TRIGGER garble AFTER INSERT ON outbox WHEN new.content LIKE '%Privacy%bold%'"
                " BEGIN UPDATE outbox SET content = 'Rita 06' WHERE id = new.id; END"
            )
        stage.world.faults.add(server_error(), "sendMessage", times=None)
        act(stage, RESIDENT, "/privacy")
        act(stage, RESIDENT, "/help")
        await until(lambda: naps.seconds)
        await stage.stop()
        stage.world.faults.clear()
        await stage.start()
        await delivered(stage)
        assert said(stage, RESIDENT) == ["Hulp"]
        failed = await stage.query("SELECT reason FROM outbox WHERE status = 'failed'")
        assert [tuple(row) for row in failed] == [("fault: JSONDecodeError",)]
        assert "Rita" not in caplog.text


TROUBLE = {
    "500": (server_error(), False),
    "503": (server_error(503), False),
    "502 with a page": (bad_gateway(), False),
    "no answer, before the effect": (lost_request(), False),
    "no answer, after the effect": (lost_answer(), True),
    "half an answer": (cut_answer(), True),
}


@pytest.mark.parametrize("name", TROUBLE)
async def test_trouble_on_the_way_is_waited_out_in_order(
    tmp_path: Path, naps: Naps, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fault, happened = TROUBLE[name]
    async with on_stage(tmp_path) as stage:
        impatient(stage, monkeypatch)
        stage.world.faults.add(
            fault,
            "sendMessage",
            RESIDENT,
            when=lambda _, params: params["text"].startswith("<b>Privacy"),
        )
        for line in ("/start", "/privacy", "/over"):
            act(stage, RESIDENT, line)
        await stage.settle()
        first, *others = said(stage, RESIDENT)
        assert first.startswith("Goedendag")
        assert others == ["Privacy", *(["Privacy"] if happened else []), "Over de Basisbaan"]
        assert (await stage.query(WAITING))[0][0] == 0
        assert [0.5 <= seconds <= 1 for seconds in naps.seconds] == [True]


async def test_a_long_outage_is_waited_out_with_ever_longer_pauses(
    tmp_path: Path, naps: Naps
) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(server_error(), "sendMessage", RESIDENT, times=12)
        act(stage, RESIDENT, "/start")
        await stage.settle()
        assert len(said(stage, RESIDENT)) == 1
        assert naps.seconds == sorted(naps.seconds)
        assert len(naps.seconds) == 12
        assert naps.seconds[-1] <= 60


@pytest.mark.parametrize(
    "description",
    [
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message",
        "message to edit not found",
        "message can't be edited",
        "MESSAGE_ID_INVALID",
    ],
)
async def test_an_edit_with_nothing_left_to_do_is_done(
    tmp_path: Path, naps: Naps, description: str
) -> None:
    async with on_stage(tmp_path) as stage:
        act(stage, RESIDENT, "/taak")
        await stage.settle()
        stage.world.faults.add(refused(description), "editMessageText")
        stage.forget()
        act(stage, RESIDENT, "[Bewoner]")
        await stage.settle()
        assert [c.method for c in stage.calls_for(RESIDENT)] == [
            "answerCallbackQuery",
            "editMessageText",
            "sendMessage",
        ] or len(stage.world.called("editMessageText")) == 1
        assert await stage.query("SELECT 1 FROM outbox WHERE status <> 'sent'") == []
        assert naps.seconds == []


async def test_a_press_answered_too_late_is_dropped(tmp_path: Path, naps: Naps) -> None:
    async with on_stage(tmp_path) as stage:
        act(stage, RESIDENT, "/taak")
        await stage.settle()
        act(stage, RESIDENT, "[Bewoner]")
        stage.world.expire_queries()
        await stage.settle()
        assert len(stage.world.called("answerCallbackQuery")) == 1
        assert await stage.query("SELECT 1 FROM outbox WHERE status <> 'sent'") == []
        assert "Vraag 2 van 12" in said(stage, RESIDENT)


@pytest.mark.parametrize(("failures", "answered"), [(1, True), (2, True), (9, False)])
async def test_answering_a_press_is_tried_three_times(
    tmp_path: Path, naps: Naps, failures: int, answered: bool
) -> None:
    async with on_stage(tmp_path) as stage:
        act(stage, RESIDENT, "/taak")
        await stage.settle()
        stage.world.faults.add(server_error(), "answerCallbackQuery", times=failures)
        act(stage, RESIDENT, "[Bewoner]")
        await stage.settle()
        calls = stage.world.called("answerCallbackQuery")
        assert len(calls) == min(failures + 1, 3)
        assert calls[-1].ok is answered
        assert (await stage.query(WAITING))[0][0] == 0


@pytest.mark.parametrize("method", ["sendMessage", "getUpdates"])
@pytest.mark.parametrize("code", [401, 404])
async def test_a_revoked_token_stops_the_program(
    tmp_path: Path, naps: Naps, method: str, code: int
) -> None:
    async with on_stage(tmp_path) as stage:
        act(stage, RESIDENT, "/over")
        await stage.settle()
        stage.world.faults.add(Fault("refuse", Refusal(code, "Unauthorized")), method, times=None)
        act(stage, RESIDENT, "/start")
        assert stage._running
        with pytest.raises(RefusedError):
            await asyncio.wait_for(stage._running, 10)
        stage._running = None
        stage.world.faults.clear()
        await stage.stop()
        await stage.start()
        await delivered(stage)
        assert len(said(stage, RESIDENT)) == 2, "what waited is sent with the right token"


async def crash(stage: Stage) -> None:
    """End without finishing anything, as when the power fails."""
    assert stage._running
    tasks = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    stage._running = None
    await stage.parts.bot.shutdown()
    await stage.parts.database.close()


@pytest.mark.parametrize("how", ["stop", "crash"])
async def test_what_waits_is_delivered_in_order_after_a_restart(
    tmp_path: Path, naps: Naps, how: str
) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(server_error(), "sendMessage", times=None)
        for line in ("/start", "/privacy", "/over", "/help"):
            act(stage, RESIDENT, line)
        act(stage, NEIGHBOUR, "/over")
        await until(lambda: naps.seconds)
        await (stage.stop() if how == "stop" else crash(stage))
        stage.world.faults.clear()
        await stage.start()
        await delivered(stage)
        first, *others = said(stage, RESIDENT)
        assert first.startswith("Goedendag")
        assert others == ["Privacy", "Over de Basisbaan", "Hulp"]
        assert said(stage, NEIGHBOUR) == ["Over de Basisbaan"]


async def test_a_crash_doubles_at_most_one_message_of_a_chat(tmp_path: Path, naps: Naps) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(
            lost_answer(),
            "sendMessage",
            RESIDENT,
            when=lambda _, params: params["text"].startswith("<b>Privacy"),
        )
        for line in ("/start", "/privacy", "/over"):
            act(stage, RESIDENT, line)
        await until(lambda: "Privacy" in said(stage, RESIDENT))
        await crash(stage)
        await stage.start()
        await delivered(stage)
        _, *others = said(stage, RESIDENT)
        assert others == ["Privacy", "Privacy", "Over de Basisbaan"]


async def test_nothing_is_kept_of_what_was_sent(tmp_path: Path, naps: Naps) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        act(stage, RESIDENT, "[Versturen]")
        await stage.settle()
        assert await stage.query("SELECT 1 FROM outbox WHERE content IS NOT NULL") == []
        assert await stage.query("SELECT 1 FROM outbox WHERE kind <> 'send'") == []


@pytest.mark.parametrize("pause", [False, True])
async def test_edits_of_a_card_coalesce(
    tmp_path: Path, naps: Naps, monkeypatch: pytest.MonkeyPatch, pause: bool
) -> None:
    """While the first edit is under way, the other six become one."""
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        act(stage, COACH, "/check")
        await stage.settle()
        under_way, go_on = hold(stage, monkeypatch, "editMessageText")
        card = stage.last(COACH)
        messages = len(stage.world.chat(COACH).messages)
        lines = [b for b in card.buttons if b.startswith("❓")]
        assert len(lines) == 7
        for number, line in enumerate(lines, 1):
            stage.world.press(COACH, line, card.message_id)
            if pause:
                await answered(stage, number)
                await until(under_way.is_set)
        await answered(stage, 7)
        go_on.set()
        await stage.settle()
        assert len(stage.world.called("editMessageText", COACH)) == (2 if pause else 1)
        assert len(stage.world.chat(COACH).messages) == messages
        shown = stage.last(COACH)
        assert "Advies: voldoet" in shown.text
        assert len([b for b in shown.buttons if b.startswith("✅")]) == 7
        assert (await stage.query(WAITING))[0][0] == 0


async def answered(stage: Stage, presses: int) -> None:
    await until(lambda: len(stage.world.called("answerCallbackQuery")) >= presses)


async def test_an_edit_waits_for_the_message_that_it_changes(tmp_path: Path, naps: Naps) -> None:
    async with on_stage(tmp_path) as stage:
        for line in ("/taak", "[Bewoner]", "blad opruimen"):
            act(stage, RESIDENT, line)
            await stage.settle()
        stage.world.faults.add(slow(15), "sendMessage", times=None)
        stage.forget()
        stage.world.send_photos(RESIDENT, 3)
        await stage.settle()
        assert [c.method for c in stage.calls_for(RESIDENT)] == ["sendMessage", "editMessageText"]
        assert stage.last(RESIDENT).text == "3 foto's erbij."


async def test_edits_of_a_message_that_never_came_are_dropped(tmp_path: Path, naps: Naps) -> None:
    async with on_stage(tmp_path) as stage:
        for line in ("/taak", "[Bewoner]"):
            act(stage, RESIDENT, line)
            await stage.settle()
        stage.world.faults.add(refused("message is too long"), "sendMessage", RESIDENT)
        act(stage, RESIDENT, "blad opruimen")  # the next question is refused
        await stage.settle()
        act(stage, RESIDENT, "/taak")
        await stage.settle()
        act(stage, RESIDENT, "[Verder gaan]")  # settles the question that never came
        await stage.settle()
        assert (await stage.query(WAITING))[0][0] == 0
        assert "In welke wijk" in stage.last(RESIDENT).text
        stage.world.faults.add(refused("message is too long"), "sendMessage", RESIDENT)
        stage.world.send_photos(RESIDENT, 3)
        await stage.settle()
        await stage.restart()
        await delivered(stage)
        assert (await stage.query(WAITING))[0][0] == 0


async def test_a_stop_finishes_the_call_under_way_and_leaves_the_rest(
    tmp_path: Path, naps: Naps
) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(slow(30), "sendMessage", RESIDENT)
        begun: list[str] = []
        stage.world.on_call.append(
            lambda method, _: begun.append(method) if method == "sendMessage" else None
        )
        for line in ("/privacy", "/over", "/help"):
            act(stage, RESIDENT, line)
        await until(lambda: begun)
        await stage.stop()
        assert said(stage, RESIDENT) == ["Privacy"]
        assert len(begun) == 1
        await stage.start()
        await delivered(stage)
        assert said(stage, RESIDENT) == ["Privacy", "Over de Basisbaan", "Hulp"]


async def test_a_call_that_hangs_does_not_hold_up_a_stop(
    tmp_path: Path, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = Deliver.stop

    async def stop(deliver: Deliver, _: float) -> None:
        await patient(deliver, 0.02)

    monkeypatch.setattr(Deliver, "stop", stop)
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(lost_request(), "sendMessage", RESIDENT)
        act(stage, RESIDENT, "/privacy")
        await until(lambda: any(c.status == 504 for c in stage.world.calls))
        await stage.restart()
        await delivered(stage)
        assert said(stage, RESIDENT) == ["Privacy"]


async def test_nobody_waits_for_a_chat_that_is_slow(
    tmp_path: Path, naps: Naps, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Typed words wait a moment for the question under way, but not for an outage."""
    caplog.set_level(logging.INFO, "bot")
    monkeypatch.setattr(seen, "SETTLE_WITHIN", 0.01)
    async with on_stage(tmp_path) as stage:
        stage.world.faults.add(retry_after(30), "sendMessage", RESIDENT)
        naps.over.clear()
        act(stage, RESIDENT, "/start")
        await until(lambda: naps.seconds)
        act(stage, RESIDENT, "hallo")
        act(stage, NEIGHBOUR, "/start")
        await until(lambda: said(stage, NEIGHBOUR))
        assert "are slow" not in caplog.text, "a send that sleeps holds nobody up"
        naps.over.set()
        await stage.settle()
        assert len(said(stage, RESIDENT)) == 2


async def typed_while_slow(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> tuple[asyncio.Event, list[int]]:
    """A question of the resident's is on its way for long; they and the neighbour type at once.

    The list gets whose updates are kept, in order.
    """
    at_once, go_on = stage.api.call, asyncio.Event()
    act(stage, RESIDENT, "/taak")
    await stage.settle()

    async def call(method: str, params: Any, *more: Any) -> Any:
        if method == "sendMessage" and params["chat_id"] == RESIDENT:
            await go_on.wait()
        return await at_once(method, params, *more)

    monkeypatch.setattr(stage.api, "call", call)
    act(stage, RESIDENT, "[Bewoner]")
    await until(lambda: bool(stage.parts.deliver.seen._in_flight))
    batches: list[int] = []
    keeping = stage.parts.turns.handle

    async def handle(batch: Any) -> None:
        await keeping(batch)
        batches.extend(u.incoming.person_id for u in batch)

    monkeypatch.setattr(stage.parts.turns, "handle", handle)
    for user, line in ((RESIDENT, "blad"), (NEIGHBOUR, "/over"), (RESIDENT, "/privacy")):
        act(stage, user, line)
    return go_on, batches


async def test_what_is_typed_while_a_send_is_slow_waits_for_it_and_no_disk_is_to_blame(
    tmp_path: Path, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "SETTLE_WITHIN", 60.0)
    async with on_stage(tmp_path) as stage:
        go_on, kept = await typed_while_slow(stage, monkeypatch)
        assert kept == []
        assert len(stage.world.queue.waiting) == 3, "nothing is acknowledged yet"
        stage.clock.advance(timedelta(seconds=30))
        go_on.set()
        await stage.settle()
        assert kept == [RESIDENT, NEIGHBOUR, RESIDENT]
        assert not stage.world.queue.waiting
        assert said(stage, RESIDENT)[-1] == "Privacy"
        found = stage.parts.watched.watch.registry
        assert found.get_sample_value("basisbaan_turn_seconds_sum") == 0


async def test_a_file_takes_its_turn_once_it_is_made(
    tmp_path: Path, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said while it is being made goes first; while it is being sent, nothing else is:
    a crash doubles at most one of the two."""
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        makes, go_on_making = asyncio.Event(), asyncio.Event()
        at_once = stage.parts.deliver._attempts.making._make

        async def slowly(delivery: Delivery) -> Product:
            makes.set()
            await go_on_making.wait()
            return await at_once(delivery)

        monkeypatch.setattr(stage.parts.deliver._attempts.making, "_make", slowly)
        under_way, go_on = hold(stage, monkeypatch, "sendDocument")
        act(stage, COORDINATOR, "/export")
        await until(lambda: stage.world.chat(COORDINATOR).messages[-1].by_bot)
        act(stage, COORDINATOR, "[Bestand maken]")
        await makes.wait()
        act(stage, COORDINATOR, "/over")
        await until(lambda: said(stage, COORDINATOR)[-1] == "Over de Basisbaan")
        assert len(stage.world.called("sendChatAction", COORDINATOR)) == 1
        go_on_making.set()
        await under_way.wait()
        act(stage, COORDINATOR, "/privacy")
        act(stage, NEIGHBOUR, "/privacy")
        await until(lambda: said(stage, NEIGHBOUR) == ["Privacy"])
        assert not stage.parts.deliver.idle
        assert said(stage, COORDINATOR)[-1] == "Over de Basisbaan"
        go_on.set()
        await stage.settle()
        sent = [call.method for call in stage.world.calls if call.method.startswith("sendDoc")]
        assert sent == ["sendDocument"]
        assert said(stage, COORDINATOR)[-1] == "Privacy"
        shown = [m for m in stage.world.chat(COORDINATOR).messages if m.by_bot]
        assert ["document" in m.carries for m in shown[-3:]] == [False, True, False]


async def test_one_file_is_made_at_a_time_for_a_chat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(tmp_path) as stage:
        deliver, go_on = stage.parts.deliver, asyncio.Event()
        making, made = list[int](), list[int]()

        async def slowly(delivery: Delivery) -> Product:
            assert delivery.chat_id not in making
            making.append(delivery.chat_id)
            await go_on.wait()
            making.remove(delivery.chat_id)
            made.append(delivery.id)
            return None

        monkeypatch.setattr(deliver._attempts.making, "_make", slowly)
        chats = (RESIDENT, NEIGHBOUR, RESIDENT, NEIGHBOUR, RESIDENT)
        deliver.put(Delivery(n, chat, Kind.FILE, "nl") for n, chat in enumerate(chats, 1000))
        await until(lambda: sorted(making) == [RESIDENT, NEIGHBOUR])
        go_on.set()
        await stage.settle()
        assert sorted(made) == [1000, 1001, 1002, 1003, 1004]
        assert not deliver._attempts.making._busy, "nothing is kept of a chat that got its files"


async def test_what_waits_for_another_try_does_not_leave_once_its_person_is_erased(
    tmp_path: Path, naps: Naps
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT)
        naps.over.clear()
        stage.world.faults.add(retry_after(300), "sendMessage", COORDINATOR)
        act(stage, RESIDENT, "[Versturen]")
        await until(lambda: bool(naps.seconds))
        for line in ("/verwijder", "[Ja, verwijderen]", "[Ja, alles verwijderen]"):
            if line.startswith("["):
                await until(lambda line=line: line[1:-1] in stage.last(RESIDENT).buttons)  # type: ignore[misc]
            act(stage, RESIDENT, line)
        await until(lambda: "zijn verwijderd" in stage.last(RESIDENT).text)
        naps.over.set()
        await stage.settle()
        seen = [m.text for m in stage.world.chat(COORDINATOR).messages if m.by_bot]
        assert not any("blad opruimen" in words for words in seen)


async def test_a_stop_does_not_wait_for_a_file_that_is_being_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made again after the next start."""
    async with on_stage(tmp_path) as stage:
        deliver, making = stage.parts.deliver, asyncio.Event()

        async def for_ever(_: Delivery) -> Product:
            making.set()
            await asyncio.Event().wait()
            return None

        monkeypatch.setattr(deliver._attempts.making, "_make", for_ever)
        deliver.put(Delivery(n, RESIDENT, Kind.FILE, "nl") for n in (1000, 1001))
        await making.wait()
        under_way = tuple(deliver._tasks)
        await deliver.stop(within=60)
        assert under_way
        assert not any(task.cancelled() for task in under_way), "they end before time is up"
