"""The real `telegram.Bot` against the simulator, over real HTTP."""

from datetime import timedelta

import aiohttp
import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from bot.simulator import faults
from bot.simulator.files import sample_picture
from bot.simulator.server import Simulator
from bot.simulator.world import World

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="y", style="success")]])


async def test_a_whole_turn(bot: telegram.Bot, world: World) -> None:
    world.start(2, "welkom")
    [update] = await bot.get_updates(timeout=0)
    assert update.message is not None
    assert update.message.text == "/start welkom"
    assert [e.type for e in update.message.entities] == ["bot_command"]
    sent = await bot.send_message(2, "<b>Dag</b>", parse_mode="HTML", reply_markup=KEYS)
    world.press(2, "Ja")
    [update] = await bot.get_updates(offset=update.update_id + 1, timeout=0)
    assert update.callback_query is not None
    await update.callback_query.answer("Dank u")
    await bot.edit_message_text("Klaar", 2, sent.message_id)
    assert world.toasts(2)[-1].text == "Dank u"
    assert world.chat(2).last.text == "Klaar"
    assert world.chat(2).last.inline == []


async def test_who_it_is(bot: telegram.Bot, world: World) -> None:
    assert bot.username == world.username


async def test_pictures_up_and_down(bot: telegram.Bot, world: World) -> None:
    sent = await bot.send_photo(1, sample_picture(), caption="<i>Plein</i>", parse_mode="HTML")
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == sample_picture()
    again = await bot.send_photo(1, sent.photo[-1].file_id)
    assert again.photo[-1].file_id == sent.photo[-1].file_id
    assert world.chat(1).messages[-2].text == "Plein"


async def test_an_album(bot: telegram.Bot, world: World) -> None:
    [first] = world.send_photos(1)
    known = world.chat(1).find(first)
    assert known is not None
    media = [InputMediaPhoto(sample_picture(1)), InputMediaPhoto(known.photos[0], caption="oud")]
    sent = await bot.send_media_group(1, media)
    assert len({message.media_group_id for message in sent}) == 1
    assert sent[1].caption == "oud"


async def test_a_document_and_a_voice(bot: telegram.Bot) -> None:
    document = await bot.send_document(1, b"a,b\n", filename="export.csv")
    assert document.document is not None
    assert document.document.file_name == "export.csv"
    voice = await bot.send_voice(1, b"OggS....")
    assert voice.voice is not None


async def test_menus_and_descriptions(bot: telegram.Bot, world: World) -> None:
    scope = telegram.BotCommandScopeChat(1)
    await bot.set_my_commands([("taak", "Taak voorstellen")])
    await bot.set_my_commands([("check", "Kandidaat toetsen")], scope=scope)
    await bot.set_my_commands([("task", "Propose a task")], language_code="en")
    assert [c["command"] for c in world.menu(1)] == ["check"]
    assert [c["command"] for c in world.menu(2)] == ["task"]
    assert [c.command for c in await bot.get_my_commands(scope)] == ["check"]
    await bot.delete_my_commands(scope)
    assert [c["command"] for c in world.menu(1)] == ["taak"]
    assert await bot.set_my_description("Hallo")
    assert await bot.set_my_short_description("Kort")
    assert await bot.set_chat_menu_button(1, telegram.MenuButtonCommands())


async def test_the_rest(bot: telegram.Bot, world: World) -> None:
    mine = world.type(1, "mijn bsn")
    assert await bot.set_message_reaction(1, mine, "👍")
    assert await bot.delete_message(1, mine)
    assert await bot.delete_messages(1, [mine, 1])
    assert await bot.send_chat_action(1, "typing")
    assert await bot.set_webhook("")
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.delete_webhook()
    with pytest.raises(telegram.error.BadRequest):
        await bot.leave_chat(1)


async def test_a_blocked_bot(bot: telegram.Bot, world: World) -> None:
    world.block(1)
    with pytest.raises(telegram.error.Forbidden, match="bot was blocked by the user"):
        await bot.send_message(1, "hallo")


async def test_too_fast(bot: telegram.Bot, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    world.faults.add(faults.retry_after(7), "sendMessage")
    with pytest.raises(telegram.error.RetryAfter) as raised:
        await bot.send_message(1, "hallo")
    assert raised.value.retry_after == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("fault", "happened"),
    [
        (faults.lost_request(), False),
        (faults.lost_answer(), True),
        (faults.cut_answer(), True),
        (faults.bad_gateway(), False),
        (faults.server_error(), False),
    ],
)
async def test_a_bad_line(
    bot: telegram.Bot, world: World, fault: faults.Fault, happened: bool
) -> None:
    world.faults.add(fault, "sendMessage", chat_id=1)
    with pytest.raises(telegram.error.NetworkError):
        await bot.send_message(1, "hallo", read_timeout=0.3)
    assert (world.chat(1).last.text == "hallo") is happened
    await bot.send_message(1, "nu wel")
    assert world.chat(1).last.text == "nu wel"


async def test_a_wrong_token(simulator: Simulator) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{simulator.url}/bot2:wrong/getMe") as answer,
    ):
        assert answer.status == 401
        assert await answer.json() == {
            "ok": False,
            "error_code": 401,
            "description": "Unauthorized",
        }


async def test_json_parameters(simulator: Simulator, world: World) -> None:
    asked = {"chat_id": 1, "text": "dag", "reply_markup": {"remove_keyboard": True}}
    url = f"{simulator.url}/bot{world.token}/sendMessage"
    async with aiohttp.ClientSession() as session, session.post(url, json=asked) as answer:
        assert (await answer.json())["ok"] is True


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "rebound.example"},
        {"Origin": "null"},
    ],
)
async def test_another_web_page_gets_nothing(
    simulator: Simulator, world: World, headers: dict[str, str]
) -> None:
    for path in (f"/bot{world.token}/getMe", "/sim/state", "/sim/act"):
        async with (
            aiohttp.ClientSession() as session,
            session.post(simulator.url + path, headers=headers) as answer,
        ):
            assert answer.status == 403


def test_it_listens_on_this_computer_only(world: World) -> None:
    with pytest.raises(ValueError, match="this computer only"):
        Simulator(world, host="0.0.0.0")


async def test_a_taken_port(simulator: Simulator, world: World) -> None:
    with pytest.raises(OSError, match="address already in use"):
        await Simulator(world, port=simulator.port).start()


async def test_what_the_bot_asked_can_be_looked_up(bot: telegram.Bot, simulator: Simulator) -> None:
    await bot.send_message(1, "Dag", reply_markup=KEYS)
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{simulator.url}/sim/calls") as answer,
    ):
        *_, last = await answer.json()
    assert (last["method"], last["ok"]) == ("sendMessage", True)
    assert last["params"]["text"] == "Dag"
    assert last["params"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Ja"
