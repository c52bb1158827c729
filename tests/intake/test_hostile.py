"""Whatever comes in: nothing raises, nothing is set aside, the person gets on."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.intake.elsewhere import GOODBYE
from bot.people import Role
from bot.simulator.faults import refused, server_error
from bot.telegram.floods import AT_MOST
from bot.telegram.pace import Pace
from tests.dialogue import act, until_summary
from tests.stage import COACH, NEIGHBOUR, RESIDENT, Stage, on_stage
from tests.waiting import until

NASTY = {
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "zero width between": "b\u200bl\u200ba\u200bd",
    "right to left": "\u202egnimiur\u202c blad \u2066\u2067\u2068\u2069",
    "null": "blad\x00opruimen\x00",
    "control": "".join(map(chr, range(1, 32))) + "blad",
    "html": "<b>vet</i> <script>alert(1)</script> </b></blockquote> <a href='tg://user?id=1'>x</a>",
    "entities": "&lt;b&gt; &amp;amp; &#60;b&#62; &nbsp; & < >",
    "placeholders": "{answer} {n} {{0}} %s %(name)s ${x} **vet** __x__",
    "formula": '=HYPERLINK("http://x";"y")\t+1+1\r\n@SUM(A1)',
    "sql": "'; DROP TABLE answers; --",
    "zalgo": "b" + "\u0301\u0327\u0334" * 300 + "lad",
    "emoji": "👨‍👩‍👧‍👦🏳️‍🌈🇳🇱" * 60,
    "astral": "𝕓𝕝𝕒𝕕 𒀀 \U0010fffd \U000e0041",
    "noncharacters": "\ufffe\uffff\ufdd0 blad",
    "turkish": "İIıi ŞşĞğ",
    "long": "a" * 4096,
    "long emoji": "😀" * 2048,
    "only spaces": " \n\t\u00a0\u3000 ",
    "lines": "\n" * 500 + "x" + "\n" * 500,
    "digits": "١٢٣ ४५६ ¼ ² Ⅷ",
    "slash": "/",
    "slash with odd words": "/start@\u200b \x00",
    "many words": "ja nee " * 500,
    "brackets": "[" * 1500 + "]" * 1500,
}

STANDS: dict[str, tuple[str, ...]] = {
    "nothing open": ("/start",),
    "who": ("/taak",),
    "name": ("/taak", "[Organisatie]"),
    "description": ("/taak", "[Bewoner]"),
    "place": ("/taak", "[Bewoner]", "blad"),
    "hours": ("/taak", "[Bewoner]", "blad", "Selwerd"),
    "season": ("/taak", "[Bewoner]", "blad", "Selwerd", "4"),
}


async def fine(stage: Stage) -> None:
    assert await stage.query("SELECT error FROM failed_updates") == []
    assert await stage.query("SELECT reason FROM outbox WHERE reason IS NOT NULL") == []
    for chat in stage.world.chats.values():
        assert not any("Er ging iets mis" in message.text for message in chat.messages)


@pytest.mark.parametrize("stand", STANDS)
async def test_nasty_texts(tmp_path: Path, stand: str) -> None:
    async with on_stage(tmp_path) as stage:
        for number, text in enumerate(NASTY.values()):
            user = 6000 + number
            stage.world.add_user(user, text[:64] or "x")
            for line in STANDS[stand]:
                act(stage, user, line)
                await stage.settle()
            sent = stage.world.type(user, text)
            await stage.settle()
            assert stage.last(user).message_id > sent, text[:20]
            stage.world.edit(user, sent, text[::-1])
        await stage.settle()
        await fine(stage)


@pytest.mark.parametrize("name", NASTY)
async def test_nasty_texts_all_the_way(tmp_path: Path, name: str) -> None:
    text = NASTY[name]
    async with on_stage(tmp_path) as stage:
        await stage.give(NEIGHBOUR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT)
        for label in ("Vertel meer", "Plek"):
            stage.world.press(RESIDENT, label)
            await stage.settle()
            stage.world.type(RESIDENT, text)
            await stage.settle()
            if "Klopt het zo?" not in stage.last(RESIDENT).text:
                stage.world.press(RESIDENT, "Terug")
                await stage.settle()
        stage.world.press(RESIDENT, "Versturen")
        await stage.settle()
        assert len(await stage.query("SELECT 1 FROM proposals")) == 1
        act(stage, RESIDENT, "/mijntaken")
        await stage.settle()
        await fine(stage)


async def test_a_huge_album_and_thirty_photos(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        stage.world.send_photos(RESIDENT, 10, "\u202e<b>" + "x" * 900)
        await stage.settle()
        for _ in range(30):
            stage.world.send_photos(RESIDENT, 1)
        await stage.settle()
        assert (await stage.query("SELECT count(*) FROM photos"))[0][0] == 5
        assert "Foto's: 5" in "".join(m.text for m in stage.world.chat(RESIDENT).messages)
        stage.world.send_photos(NEIGHBOUR, 10)
        await stage.settle()
        await fine(stage)


async def test_two_hundred_messages_of_one_person_at_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        act(stage, RESIDENT, "/taak")
        await stage.settle()
        act(stage, RESIDENT, "[Bewoner]")
        await stage.settle()
        for number in range(200):
            stage.world.type(RESIDENT, f"bericht {number}")
        stage.world.start(NEIGHBOUR)
        await stage.settle()
        answers = dict(await stage.query("SELECT question, value FROM answers"))
        assert "bericht 0" in answers["description"]
        assert "Goedendag" in stage.last(NEIGHBOUR).text
        await fine(stage)


async def test_hundreds_of_presses_of_one_person_at_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        act(stage, COACH, "/check")
        await stage.settle()
        card = stage.last(COACH)
        for number in range(210):
            lines = [b for b in card.buttons if b[0] in "❓✅❌🕐"]
            stage.world.press(COACH, lines[number % 7], card.message_id)
        await stage.settle()
        assert len(stage.world.called("answerCallbackQuery")) == 210
        await fine(stage)


PERSON = {"id": RESIDENT, "is_bot": False, "first_name": "Rita"}
CHAT = {"id": RESIDENT, "type": "private", "first_name": "Rita"}
GROUP: dict[str, Any] = {"id": -100200, "type": "supergroup", "title": "Straat"}
CHANNEL: dict[str, Any] = {"id": -100300, "type": "channel", "title": "Nieuws"}
MESSAGE: dict[str, Any] = {"message_id": 900, "date": 1, "chat": CHAT, "from": PERSON}

ODD: dict[str, tuple[str, dict[str, Any]]] = {
    "forwarded": (
        "message",
        MESSAGE
        | {
            "text": "doorgestuurd",
            "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"},
        },
    ),
    "forwarded from a channel": (
        "message",
        MESSAGE
        | {
            "text": "nieuws",
            "forward_origin": {"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 3},
        },
    ),
    "anonymous admin": (
        "message",
        MESSAGE | {"chat": GROUP, "sender_chat": GROUP, "text": "/start"},
    ),
    "group": ("message", MESSAGE | {"chat": GROUP, "text": "/taak"}),
    "channel": ("channel_post", {"message_id": 1, "date": 1, "chat": CHANNEL, "text": "x"}),
    "inline": ("inline_query", {"id": "1", "from": PERSON, "query": "x", "offset": ""}),
    "payment": (
        "pre_checkout_query",
        {
            "id": "1",
            "from": PERSON,
            "currency": "EUR",
            "total_amount": 1,
            "invoice_payload": "x",
        },
    ),
    "paid": (
        "message",
        MESSAGE
        | {
            "successful_payment": {
                "currency": "EUR",
                "total_amount": 1,
                "invoice_payload": "x",
                "telegram_payment_charge_id": "1",
                "provider_payment_charge_id": "1",
            }
        },
    ),
    "left the group": ("message", MESSAGE | {"chat": GROUP, "left_chat_member": PERSON}),
    "migrated": ("message", MESSAGE | {"chat": GROUP, "migrate_to_chat_id": -5}),
    "pinned": ("message", MESSAGE | {"pinned_message": MESSAGE | {"text": "x"}}),
    "from a bot": ("message", MESSAGE | {"from": PERSON | {"is_bot": True}, "text": "/start"}),
    "pressed inline": (
        "callback_query",
        {"id": "77", "from": PERSON, "chat_instance": "1", "inline_message_id": "x", "data": "x"},
    ),
    "pressed in a group": (
        "callback_query",
        {
            "id": "78",
            "from": PERSON,
            "chat_instance": "1",
            "message": MESSAGE | {"chat": GROUP},
            "data": "menu:0:propose",
        },
    ),
    "the future": ("message", MESSAGE | {"hologram": {"file_id": "x"}}),
}


async def test_odd_updates(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT)
        stage.world.queue.allowed = []
        for shared in (GROUP, CHANNEL):
            stage.world.add_user(shared["id"], shared["title"])
            stage.world.chat(shared["id"]).started = True
        for kind, payload in ODD.values():
            stage.world.queue.put(kind, payload)
            stage.world.queue.waiting.append(
                {"update_id": stage.world.queue.put(kind, payload) + 5000, kind: payload}
            )
        for kind in ("sticker", "animation", "poll", "dice", "voice", "location", "video"):
            stage.world.send_other(RESIDENT, kind)
        stage.world.start(NEIGHBOUR)
        await stage.settle()
        assert "Goedendag" in stage.last(NEIGHBOUR).text
        await fine(stage)
        assert await stage.query("SELECT id FROM people WHERE id < 0") == []
        elsewhere = [
            (c.method, c.params["chat_id"])
            for c in stage.world.calls
            if str(c.params.get("chat_id")).startswith("-")
        ]
        said, left = [("sendMessage", GROUP["id"])], [("leaveChat", GROUP["id"])]
        assert [c for c in elsewhere if c[1] == GROUP["id"]] == said + left
        assert [c for c in elsewhere if c[1] == CHANNEL["id"]] == [("leaveChat", CHANNEL["id"])]


def added(chat: dict[str, Any], status: str = "member") -> dict[str, Any]:
    bot = {"id": 7, "is_bot": True, "first_name": "Basisbaan"}
    was = {"user": bot, "status": "left"}
    becomes = {"user": bot, "status": status}
    return {
        "chat": chat,
        "from": PERSON,
        "date": 1,
        "old_chat_member": was,
        "new_chat_member": becomes,
    }


async def test_it_leaves_a_group_politely_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        world = stage.world
        world.add_user(GROUP["id"], "Straat")
        world.chat(GROUP["id"]).started = True
        world.queue.put("my_chat_member", added(GROUP))
        for words in ("hoi allemaal", "/start", "/taak geheim van de straat"):
            world.queue.put("message", MESSAGE | {"chat": GROUP, "text": words})
        await stage.settle()
        assert [m.text for m in world.chat(GROUP["id"]).messages] == [
            "Ik praat met één persoon tegelijk. Daarom ga ik uit deze groep. Stuur mij een eigen"
            " bericht."
        ]
        assert world.chat(GROUP["id"]).blocked
        assert len(world.called("leaveChat")) == 1
        assert await stage.query("SELECT id FROM people WHERE id <> 0") == []
        assert await stage.query("SELECT id FROM conversations") == []
        world.queue.put("my_chat_member", added(GROUP, "left"))
        await stage.settle()
        assert len(world.called("leaveChat")) == 1
        world.chat(GROUP["id"]).blocked = False
        world.queue.put("my_chat_member", added(GROUP))
        await stage.settle()
        assert len(world.called("leaveChat")) == 2, "who adds it again, sees it leave again"
        await fine(stage)
        assert not [r for r in await stage.query("SELECT content FROM outbox") if r[0]]


async def test_it_leaves_a_group_where_it_may_not_write(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(GROUP["id"], "Straat")
        stage.world.chat(GROUP["id"]).started = True
        said = "not enough rights to send text messages to the chat"
        stage.world.faults.add(refused(said), "sendMessage", GROUP["id"])
        stage.world.queue.put("my_chat_member", added(GROUP))
        await stage.settle()
        assert stage.world.chat(GROUP["id"]).blocked
        assert stage.world.chat(GROUP["id"]).messages == []


async def test_stopped_in_the_middle_of_a_goodbye_it_says_it_first_and_in_the_same_words(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path, language="en") as stage:
        world = stage.world
        world.add_user(GROUP["id"], "Straat")
        world.chat(GROUP["id"]).started = True
        world.faults.add(server_error(), "sendMessage", GROUP["id"])
        world.queue.put("my_chat_member", added(GROUP))
        await until(lambda: bool(world.called("sendMessage")))
        await stage.restart()
        await stage.settle()
        assert [call.params["text"] for call in world.called("sendMessage")] == [GOODBYE] * 2
        assert [m.text for m in world.chat(GROUP["id"]).messages] == [GOODBYE]
        assert world.chat(GROUP["id"]).blocked


FLOOD: dict[str, Callable[[Stage, int], object]] = {
    "words": lambda stage, n: stage.world.type(RESIDENT, f"bericht {n}"),
    "commands": lambda stage, n: stage.world.type(RESIDENT, "/privacy"),
    "albums": lambda stage, n: stage.world.send_photos(RESIDENT, 10, "foto"),
    "stickers": lambda stage, n: stage.world.send_other(RESIDENT, "sticker"),
    "presses": lambda stage, n: stage.world.press_data(RESIDENT, 1, "menu:0:privacy"),
}
MANY = {"albums": 100}


async def times_told(stage: Stage, user: int, kept: str, shown: str) -> int:
    """How often somebody is told this, or will be.

    Between its sending and its mark a message stands in the chat and still waits: what waits counts,
    and of the chat what was marked by then.
    """
    rows = await stage.query(
        "SELECT status, message_id, content LIKE ? FROM outbox WHERE chat_id = ?",
        f"%{kept}%",
        user,
    )
    marked = {number for status, number, _ in rows if status == "sent"}
    seen = [m for m in stage.world.chat(user).messages if m.message_id in marked]
    will = [1 for status, _, told in rows if status == "waiting" and told]
    return len(will) + sum(shown in m.text for m in seen)


@pytest.mark.parametrize("kind", FLOOD)
async def test_a_flood_of_one_person_is_answered_calmly_and_slows_nobody(
    tmp_path: Path, kind: str
) -> None:
    """A thousand at once, in Telegram's pace; meanwhile others propose a task."""
    async with on_stage(tmp_path) as stage:
        stage.world.start(RESIDENT)
        await stage.settle()
        stage.parts.deliver._attempts._pace = Pace(30)  # as on Telegram
        queue, world = stage.world.queue, stage.world
        for number in range(MANY.get(kind, 1000)):
            FLOOD[kind](stage, number)
        waited = []
        for user in range(6000, 6010):
            world.add_user(user, "Buur")
            began = time.perf_counter()
            world.start(user)
            async with asyncio.timeout(20):
                while not [m for m in world.chat(user).messages if m.by_bot]:
                    await asyncio.sleep(0.001)
            waited.append(time.perf_counter() - began)
        async with asyncio.timeout(20):
            while queue.waiting:
                await asyncio.sleep(0.001)
        waits = await stage.query("SELECT count(*) FROM outbox WHERE chat_id = ?", RESIDENT)
        told = await times_told(stage, RESIDENT, "faster than", "sneller dan")
        print(f"{kind}: others waited {max(waited) * 1000:.0f} ms at most, outbox {waits[0][0]}")
        assert 1 <= told <= 3
        assert waits[0][0] <= 3 * AT_MOST
        assert max(waited) < 5
        presses = 1000 if kind == "presses" else 0
        assert len(world.called("answerCallbackQuery")) == presses
        assert await stage.query("SELECT error FROM failed_updates") == []


async def test_somebody_who_blocks_and_returns_all_the_time(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        act(stage, RESIDENT, "/taak")
        for _ in range(10):
            stage.world.block(RESIDENT)
            stage.world.unblock(RESIDENT)
        await stage.settle()
        act(stage, RESIDENT, "/taak")
        await stage.settle()
        assert "Wie bent u?" in stage.last(RESIDENT).text
        await fine(stage)
