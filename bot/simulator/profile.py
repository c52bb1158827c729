"""The methods about the bot itself: who it is, its menu, its descriptions."""

import re

from bot.simulator.formatting import units
from bot.simulator.refusals import CHAT_NOT_FOUND, Json, bad_request
from bot.simulator.request import Request

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


async def get_me(request: Request) -> Json:
    """Who the bot is."""
    return {
        **request.world.bot_json(),
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_commands(request: Request) -> bool:
    """The commands of one scope and language."""
    commands = request.params.get("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check(command)
    request.world.commands[_scope(request)] = commands
    _everyone(request)
    return True


async def get_my_commands(request: Request) -> list[Json]:
    """What was set for this scope and language."""
    return request.world.commands.get(_scope(request), [])


async def delete_my_commands(request: Request) -> bool:
    """Back to what a wider scope says."""
    request.world.commands.pop(_scope(request), None)
    _everyone(request)
    return True


async def set_chat_menu_button(request: Request) -> bool:
    """Accepted; the phones always show the menu of commands."""
    if request.params.get("chat_id"):
        request.chat()
    return True


async def set_my_description(request: Request) -> bool:
    """What an empty chat says."""
    return _describe(request, "description", 512)


async def set_my_short_description(request: Request) -> bool:
    """What the profile says."""
    return _describe(request, "short_description", 120)


async def leave_chat(request: Request) -> bool:
    """Leave a group or a channel, where nothing can be sent from then on."""
    chat = request.open_chat()
    if chat.user.user_id < 0:
        chat.blocked = True
        return True
    raise bad_request("chat member status can't be changed in private chats")


def _check(command: Json) -> None:
    if not COMMAND.fullmatch(str(command.get("command", ""))):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(str(command.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _scope(request: Request) -> tuple[str, int, str]:
    scope = request.params.get("scope") or {"type": "default"}
    kind, chat_id = str(scope.get("type")), scope.get("chat_id", 0)
    if kind in CHAT_SCOPES:
        chat_id = int(chat_id) if str(chat_id).lstrip("-").isdigit() else 0
        chat = request.world.chats.get(chat_id)
        if chat is None or not chat.started:
            raise bad_request(CHAT_NOT_FOUND)
    return kind, chat_id, str(request.params.get("language_code") or "")


def _describe(request: Request, name: str, longest: int) -> bool:
    text = str(request.params.get(name) or "")
    if units(text) > longest:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG")
    language = str(request.params.get("language_code") or "")
    request.world.descriptions[(name, language)] = text
    _everyone(request)
    return True


def _everyone(request: Request) -> None:
    for user_id in request.world.chats:
        request.world.changed(user_id)


METHODS = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "leaveChat": leave_chat,
}
