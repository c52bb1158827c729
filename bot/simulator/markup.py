"""The keyboard under a message: what it may be, and what Telegram refuses in it."""

import ipaddress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.simulator.formatting import units
from bot.simulator.refusals import Json, bad_request

Rows = list[list[Json]]
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
MOST_BUTTONS = 100


@dataclass(frozen=True)
class Inline:
    """Buttons in the message itself."""

    rows: Rows


@dataclass(frozen=True)
class Reply:
    """Buttons in place of the phone's keyboard."""

    rows: Rows
    placeholder: str = ""
    one_time: bool = False
    persistent: bool = False


@dataclass(frozen=True)
class Remove:
    """Takes the reply keyboard away."""


@dataclass(frozen=True)
class Force:
    """Puts the cursor in the input field."""

    placeholder: str = ""


Markup = Inline | Reply | Remove | Force | None


def parse_markup(markup: Any) -> Markup:
    """The keyboard in `reply_markup`, or Telegram's refusal."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return Inline(_rows(markup["inline_keyboard"], _inline_button))
    if "keyboard" in markup:
        return Reply(
            _rows(markup["keyboard"], _reply_button),
            _placeholder(markup),
            bool(markup.get("one_time_keyboard")),
            bool(markup.get("is_persistent")),
        )
    if markup.get("remove_keyboard"):
        return Remove()
    return Force(_placeholder(markup)) if markup.get("force_reply") else None


def parse_inline(markup: Any) -> Rows:
    """The rows of an inline keyboard, the only kind an edit may set."""
    parsed = parse_markup(markup)
    if parsed is None:
        return []
    if not isinstance(parsed, Inline):
        raise bad_request("inline keyboard expected")
    return parsed.rows


def _placeholder(markup: Json) -> str:
    placeholder = str(markup.get("input_field_placeholder") or "")
    if units(placeholder) > 64:
        raise bad_request("reply keyboard placeholder must be at most 64 characters")
    return placeholder


def _rows(rows: Any, check: Any) -> Rows:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: field must be an Array of Arrays of buttons")
    kept = [[check(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return kept


def _reply_button(button: Any) -> Json:
    button = {"text": button} if isinstance(button, str) else button
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse keyboard button: keyboard button must have text")
    return dict(button)


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    actions = [action for action in ACTIONS if action in button]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    _check_action(actions[0], button[actions[0]])
    return dict(button)


def _check_action(action: str, value: Any) -> None:
    match action:
        case "callback_data":
            if not isinstance(value, str) or not 1 <= len(value.encode()) <= 64:
                raise bad_request("BUTTON_DATA_INVALID")
        case "copy_text":
            text = value.get("text", "") if isinstance(value, dict) else ""
            if not 1 <= units(text) <= 256:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "url":
            _check_url(str(value))
        case _:
            pass


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme == "tg":
        return
    if parts.scheme not in {"http", "https"}:
        raise _wrong_url(url, "Unsupported URL protocol")
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if "." not in host.strip("."):
            raise _wrong_url(url, "Wrong HTTP URL") from None
    else:
        raise bad_request("BUTTON_URL_INVALID")


def _wrong_url(url: str, why: str) -> Exception:
    return bad_request(f"inline keyboard button URL '{url}' is invalid: {why}")
