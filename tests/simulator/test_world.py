"""What people do, and the updates that come of it."""

import asyncio
from typing import Any

import pytest
from telegram import Update

from bot.simulator import faults
from bot.simulator.api import Api
from bot.simulator.pace import Pace
from bot.simulator.refusals import Refusal
from bot.simulator.world import NotPossible, World

Json = dict[str, Any]


async def sent(api: Api, text: str, markup: Json | None = None) -> int:
    status, body = await api.call(
        "sendMessage", {"chat_id": 1, "text": text, "reply_markup": markup}
    )
    assert status == 200
    assert isinstance(body, dict)
    return int(body["result"]["message_id"])


def inline(*labels: str) -> Json:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


async def test_updates_are_redelivered_until_confirmed(world: World) -> None:
    world.type(1, "een")
    world.type(1, "twee")
    first = await world.updates()
    assert await world.updates() == first
    assert await world.updates(limit=1) == first[:1]
    assert await world.updates(offset=first[0]["update_id"] + 1) == first[1:]
    assert await world.updates() == first[1:]
    assert await world.updates(offset=first[1]["update_id"] + 1) == []


async def test_a_negative_offset_keeps_the_last(world: World) -> None:
    for text in ("een", "twee", "drie"):
        world.type(1, text)
    [last] = await world.updates(offset=-1)
    assert last["message"]["text"] == "drie"
    assert await world.updates() == [last]


async def test_a_poll_waits_for_an_update(world: World) -> None:
    poll = asyncio.create_task(world.updates(wait=5))
    await asyncio.sleep(0)
    world.type(1, "hallo")
    [update] = await poll
    assert update["message"]["text"] == "hallo"


async def test_a_poll_ends_empty(world: World) -> None:
    assert await world.updates(wait=0.01) == []


async def test_a_second_poll_ends_the_first(api: Api) -> None:
    first = asyncio.create_task(api.call("getUpdates", {"timeout": 5}))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(api.call("getUpdates", {"timeout": 5}))
    status, body = await first
    assert status == 409
    assert isinstance(body, dict)
    assert body["description"].startswith("Conflict: terminated by other getUpdates request")
    second.cancel()


async def test_no_polls_beside_a_webhook(api: Api) -> None:
    await api.call("setWebhook", {"url": "https://example.org/telegram"})
    assert (await api.call("getUpdates"))[0] == 409
    await api.call("deleteWebhook")
    assert (await api.call("getUpdates"))[0] == 200


async def test_only_what_is_asked_for(api: Api, world: World) -> None:
    await api.call("getUpdates", {"allowed_updates": '["callback_query"]'})
    world.type(1, "niet gevraagd")
    world.press_data(1, 1, "a")
    _, body = await api.call("getUpdates")
    assert isinstance(body, dict)
    assert [list(update)[1] for update in body["result"]] == ["callback_query"]


async def test_message_ids_are_shared_by_both_sides(api: Api, world: World) -> None:
    ids = [world.type(1, "een"), await sent(api, "twee"), world.type(1, "drie")]
    assert ids == [2, 3, 4]


async def test_every_act_is_an_update_that_ptb_reads(world: World) -> None:
    world.press_data(1, 77, "forged")
    world.send_photos(1, 3, "het plein")
    world.share_contact(1)
    world.share_contact(1, "+31600000009", own=False)
    world.edit(1, world.type(1, "www.groningen.nl of a@b.nl"), "/help nu")
    kinds = [
        "sticker",
        "animation",
        "poll",
        "dice",
        "voice",
        "location",
        "video",
        "document",
        "audio",
    ]
    for kind in kinds:
        world.send_other(1, kind)
    world.block(1)
    world.start(1)
    waiting = await world.updates()
    read = [Update.de_json(update, None) for update in waiting]
    assert len(read) == 1 + 3 + 2 + 2 + len(kinds) + 3
    group = [update.message for update in read[1:4] if update.message]
    assert len({message.media_group_id for message in group}) == 1
    assert [message.caption for message in group] == ["het plein", None, None]
    contacts = [u.message.contact for u in read[4:6] if u.message and u.message.contact]
    assert [contact.user_id for contact in contacts] == [1, None]
    assert read[6].message
    assert [e.type for e in read[6].message.entities] == ["url", "email"]
    assert read[7].edited_message
    assert read[7].edited_message.edit_date
    statuses = [u.my_chat_member.new_chat_member.status for u in read if u.my_chat_member]
    assert statuses == ["kicked", "member"]


async def test_an_album_has_three_pictures_of_its_own(world: World) -> None:
    ids = world.send_photos(1, 3)
    photos = [m.photos[0] for m in world.chat(1).messages if m.message_id in ids]
    assert len(set(photos)) == 3


async def test_a_press_finds_the_newest_button(api: Api, world: World) -> None:
    older = await sent(api, "een", inline("Ja"))
    newer = await sent(api, "twee", inline("Ja", "Nee"))
    world.press(1, "Ja")
    world.press(1, "Ja", older)
    pressed = [u["callback_query"]["message"]["message_id"] for u in await world.updates()]
    assert pressed == [newer, older]
    with pytest.raises(NotPossible, match="no button 'Misschien'"):
        world.press(1, "Misschien")


async def test_copying_is_no_update(api: Api, world: World) -> None:
    copy = {"inline_keyboard": [[{"text": "Kopieer", "copy_text": {"text": "BB-1"}}]]}
    await sent(api, "nummer", copy)
    assert world.press(1, "Kopieer") is None
    assert world.clipboard(1) == "BB-1"
    assert await world.updates() == []


async def test_the_reply_keyboard(api: Api, world: World) -> None:
    keyboard = [[{"text": "Deel mijn nummer", "request_contact": True}], ["Terug"]]
    await sent(api, "bellen?", inline("Terug"))
    await sent(api, "nummer?", {"keyboard": keyboard, "input_field_placeholder": "06"})
    assert world.chat(1).placeholder == "06"
    world.press(1, "Deel mijn nummer")
    world.press(1, "Terug")
    shared, typed = [u["message"] for u in await world.updates()]
    assert shared["contact"]["user_id"] == 1
    assert typed["text"] == "Terug"
    await sent(api, "dank", {"remove_keyboard": True})
    assert world.chat(1).reply_keyboard is None
    world.press(1, "Terug")
    assert "callback_query" in (await world.updates())[-1]


async def test_a_toast_is_shown_once(api: Api, world: World) -> None:
    query = world.press_data(1, 1, "a")
    for _ in range(2):
        asked = {"callback_query_id": query, "text": "Al verstuurd", "show_alert": "true"}
        assert (await api.call("answerCallbackQuery", asked))[0] == 200
    assert [(toast.text, toast.alert) for toast in world.toasts(1)] == [("Al verstuurd", True)]


async def test_faults_strike_their_own_calls(api: Api, world: World) -> None:
    world.add_user(3, "Cor")
    world.start(3)
    stuck = world.faults.add(faults.server_error(), "sendMessage", chat_id=1, times=None)
    world.faults.add(faults.slow(5))
    ones = [(await api.call("sendMessage", {"chat_id": 1, "text": "a"}))[0] for _ in range(3)]
    assert ones == [500, 500, 500]
    assert (await api.call("sendMessage", {"chat_id": "3", "text": "a"}))[0] == 200
    assert (await api.call("getMe"))[0] == 200
    stuck.off()
    assert (await api.call("sendMessage", {"chat_id": 1, "text": "a"}))[0] == 200


async def test_a_lost_answer_never_comes(api: Api, world: World) -> None:
    world.faults.add(faults.lost_answer())
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(api.call("sendMessage", {"chat_id": 1, "text": "a"}), 0.01)
    assert world.chat(1).last.text == "a"


async def test_the_pace_of_one_chat(world: World, clock: Any) -> None:
    api = Api(world, Pace(clock, burst=2))
    tries = [await api.call("sendMessage", {"chat_id": 1, "text": "a"}) for _ in range(3)]
    assert [status for status, _ in tries] == [200, 200, 429]
    assert isinstance(tries[2][1], dict)
    assert tries[2][1]["parameters"] == {"retry_after": 1}
    clock.seconds += 1
    assert (await api.call("sendMessage", {"chat_id": 1, "text": "a"}))[0] == 200


async def test_the_calls_are_kept(api: Api, world: World) -> None:
    await api.call("sendMessage", {"chat_id": "1", "text": "12", "reply_markup": "{}"})
    [call] = world.called("sendMessage", 1)
    assert call.params == {"chat_id": 1, "text": "12", "reply_markup": {}}
    assert call.ok


async def test_a_conflict_is_a_refusal(world: World) -> None:
    first = asyncio.create_task(world.updates(wait=1))
    await asyncio.sleep(0)
    await world.updates()
    with pytest.raises(Refusal):
        await first
