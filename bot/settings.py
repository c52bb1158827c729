"""What can be set from outside: the environment, or a file `.env`, becomes one frozen value."""

import difflib
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)


class SettingsError(Exception):
    """What is wrong with the settings, a sentence for each: its text is a single line."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(" ".join(lines))
        self.lines = tuple(lines)


def _token(value: SecretStr) -> SecretStr:
    token = SecretStr(value.get_secret_value().strip())
    if token and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token.get_secret_value()):
        raise ValueError
    return token


def _base_url(value: str) -> str:
    url = value.strip().rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError
    if parts.path.endswith("/bot") or re.search(r"[\s?#]", url):
        raise ValueError
    return url


def _address(value: str) -> str:
    host, _, port = value.strip().rpartition(":")
    bare = re.fullmatch(r"[^:\[\]\s/]+|\[[0-9A-Fa-f:.]+\]", host)
    if not bare or not re.fullmatch(r"\d{1,5}", port, re.ASCII) or int(port) > 65535:
        raise ValueError
    return f"{host}:{int(port)}"


def _text(pattern: str) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, pattern=f"^{pattern}$")


Days = Annotated[int, Field(ge=1, le=36500, description="be a number of days, 1 or more")]


class Settings(BaseSettings):
    """All settings, checked. Made by hand (in a test) it reads no environment; `load` does."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    bot_token: Annotated[
        SecretStr,
        AfterValidator(_token),
        Field(description="be the whole token that @BotFather gave", examples=["123456789:AAF…"]),
    ] = SecretStr("")
    bot_api_url: Annotated[
        str,
        AfterValidator(_base_url),
        Field(description="begin with http:// or https:// and end before /bot"),
    ] = "https://api.telegram.org"
    database_path: Annotated[Path, AfterValidator(Path.expanduser)] = Path("data/basisbaan.db")
    listen: Annotated[
        str,
        AfterValidator(_address),
        Field(description="be a host and a port from 0 to 65535 with a colon between them"),
    ] = "127.0.0.1:8080"
    language: Annotated[
        Literal["nl", "en"], BeforeValidator(str.lower), Field(description="be nl or en")
    ] = "nl"
    timezone: Annotated[ZoneInfo, Field(description="be a time zone's name")] = ZoneInfo(
        "Europe/Amsterdam"
    )
    municipality: Annotated[str, _text(r"[^<>\n]+"), Field(description="be a name")] = "Groningen"
    contact_email: Annotated[
        str,
        _text(r"([^@\s<>]+@[^@\s<>]+\.[^@\s<>]+)?"),
        Field(description="be a mail address", examples=["basisbaan@example.org"]),
    ] = ""
    contact_phone: Annotated[
        str, _text(r"[+\d(][\d ()./-]{2,24}"), Field(description="be a telephone number")
    ] = "14 050"
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        BeforeValidator(str.upper),
        Field(description="be DEBUG, INFO, WARNING or ERROR"),
    ] = "INFO"
    send_per_second: Annotated[
        float,
        Field(ge=0, allow_inf_nan=False, description="be a number, 0 (no pacing) or more"),
    ] = 30
    answer_within_days: Days = 10
    question_deadline_days: Days = 14
    recheck_after_days: Days = 182
    keep_drafts_days: Days = 30

    @property
    def simulated(self) -> bool:
        """Whether there is no token, so that the simulator stands in for Telegram."""
        return not self.bot_token

    @property
    def listen_host(self) -> str:
        """Where the web server listens, as an address for a socket."""
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def listen_port(self) -> int:
        """The web server's port; 0 for any that is free."""
        return int(self.listen.rpartition(":")[2])

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *others: PydanticBaseSettingsSource,
        **named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is passed counts, so that a test cannot depend on the machine."""
        return (init_settings,)

    @model_validator(mode="before")
    @classmethod
    def _empty_means_default(cls, values: Any) -> Any:
        return {name: value for name, value in dict(values).items() if value not in ("", None)}


def load(env_file: Path | None = Path(".env")) -> Settings:
    """The settings from the environment, which wins, and the file, which need not exist."""
    given = {} if env_file is None else _from_file(env_file)
    try:
        return Settings(**(given | _from_environment()))
    except ValidationError as error:
        raise SettingsError(_lines(error)) from None


def _from_file(env_file: Path) -> dict[str, Any]:
    try:
        file = DotEnvSettingsSource(Settings, env_file, env_file_encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{env_file} cannot be read ({type(error).__name__}); it must be a text in UTF-8."
        raise SettingsError([msg]) from None
    misspelled = []
    for name in file.env_vars.keys() - Settings.model_fields.keys():
        for meant in difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=0.8):
            question = f"is not a setting: did you mean {meant.upper()}?"
            misspelled.append(f"{name.upper()} in {env_file} {question}")
    if misspelled:
        raise SettingsError(sorted(misspelled))
    return {name: value for name, value in file.env_vars.items() if name in Settings.model_fields}


def _from_environment() -> dict[str, Any]:
    values = EnvSettingsSource(Settings)()
    # Desktops set LANGUAGE to a list of locales (nl_NL:nl), which is not meant for us.
    if re.search("[_:]", values.get("language", "")):
        del values["language"]
    return values


def _lines(error: ValidationError) -> list[str]:
    problems = error.errors(include_url=False, include_input=False)
    return [_line(str(problem["loc"][0])) for problem in problems]


def _line(name: str) -> str:
    field = Settings.model_fields[name]
    example = (field.examples or [field.default])[0]
    return f"{name.upper()} must {field.description}, for example {name.upper()}={example}."
