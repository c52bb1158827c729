"""What a setting may look like: each kind checks one value and says what it must be."""

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints

HOOK = "/telegram"
"""The path at which the web server takes the updates that Telegram posts."""


def _token(value: SecretStr) -> SecretStr:
    return _matching(r"(\d+:[A-Za-z0-9_-]+)?", value)


def _secret(value: SecretStr) -> SecretStr:
    return _matching(r"[A-Za-z0-9_-]{0,256}", value)


def _matching(pattern: str, value: SecretStr) -> SecretStr:
    secret = value.get_secret_value().strip()
    if not re.fullmatch(pattern, secret):
        raise ValueError
    return SecretStr(secret)


def _base_url(value: str) -> str:
    url = value.strip().rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError
    if parts.path.endswith("/bot") or re.search(r"[\s?#]", url):
        raise ValueError
    return url


def _webhook_url(value: str) -> str:
    if not value.strip():
        return ""
    url = _base_url(value)
    # The bare address of a server means the path that is served there.
    return url if urlsplit(url).path else url + HOOK


def _address(value: str) -> str:
    host, _, port = value.strip().rpartition(":")
    bare = re.fullmatch(r"[^:\[\]\s/]+|\[[0-9A-Fa-f:.]+\]", host)
    if not bare or not re.fullmatch(r"\d{1,5}", port, re.ASCII) or int(port) > 65535:
        raise ValueError
    return f"{host}:{int(port)}"


def _text(pattern: str) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, pattern=f"^{pattern}$")


Token = Annotated[
    SecretStr,
    AfterValidator(_token),
    Field(description="be the whole token that @BotFather gave", examples=["123456789:AAF…"]),
]
BaseUrl = Annotated[
    str,
    AfterValidator(_base_url),
    Field(description="begin with http:// or https:// and end before /bot"),
]
Address = Annotated[
    str,
    AfterValidator(_address),
    Field(description="be a host and a port from 0 to 65535 with a colon between them"),
]
WebhookUrl = Annotated[
    str,
    AfterValidator(_webhook_url),
    Field(
        description="be the address that Telegram posts to, beginning with https://",
        examples=["https://bot.example.org/telegram"],
    ),
]
WebhookSecret = Annotated[
    SecretStr,
    AfterValidator(_secret),
    Field(description="be 1 to 256 letters, digits, _ or -", examples=["9tq-Xw2_…"]),
]
Language = Annotated[
    Literal["nl", "en"], BeforeValidator(str.lower), Field(description="be nl or en")
]
Name = Annotated[str, _text(r"[^<>\n]+"), Field(description="be a name")]
MailAddress = Annotated[
    str,
    _text(r"([^@\s<>]+@[^@\s<>]+\.[^@\s<>]+)?"),
    Field(description="be a mail address", examples=["basisbaan@example.org"]),
]
TelephoneNumber = Annotated[
    str, _text(r"[+\d(][\d ()./-]{2,24}"), Field(description="be a telephone number")
]
LogLevel = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR"],
    BeforeValidator(str.upper),
    Field(description="be DEBUG, INFO, WARNING or ERROR"),
]
PerSecond = Annotated[
    float, Field(ge=0, allow_inf_nan=False, description="be a number, 0 (no pacing) or more")
]
Days = Annotated[int, Field(ge=1, le=36500, description="be a number of days, 1 or more")]
