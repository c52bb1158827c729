"""What can be set from outside: the environment, or a file `.env`, becomes one frozen value."""

import contextlib
import difflib
import re
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.setting_kinds import (
    Address,
    BaseUrl,
    Days,
    Language,
    LogLevel,
    MailAddress,
    Name,
    PerSecond,
    TelephoneNumber,
    Token,
    WebhookSecret,
    WebhookUrl,
)

TELEGRAM = "https://api.telegram.org"
POSTS_TO = {443, 80, 88, 8443}
"""The ports that Telegram posts updates to; another Bot API server takes any."""


MAKE_A_SECRET = "$(openssl rand -hex 32)"  # noqa: S105 - how to make one  # nosec B105


class SettingsError(Exception):
    """What is wrong with the settings, a sentence for each: its text is a single line."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(" ".join(lines))
        self.lines = tuple(lines)


class Settings(BaseSettings):
    """All settings, checked. Made by hand (in a test) it reads no environment; `load` does."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    bot_token: Token = SecretStr("")
    bot_api_url: BaseUrl = TELEGRAM
    database_path: Annotated[Path, AfterValidator(Path.expanduser)] = Path("data/basisbaan.db")
    webhook_url: WebhookUrl = ""
    webhook_secret: WebhookSecret = SecretStr("")
    listen: Address = "127.0.0.1:8080"
    language: Language = "nl"
    timezone: Annotated[ZoneInfo, Field(description="be a time zone's name")] = ZoneInfo(
        "Europe/Amsterdam"
    )
    municipality: Name = "Groningen"
    contact_email: MailAddress = ""
    contact_phone: TelephoneNumber = "14 050"
    log_level: LogLevel = "INFO"
    send_per_second: PerSecond = 30
    answer_within_days: Days = 10
    question_deadline_days: Days = 14
    recheck_after_days: Days = 182
    keep_drafts_days: Days = 30
    keep_checks_days: Days = 365
    keep_declined_days: Days = 365
    keep_decided_days: Days = 1826
    keep_log_days: Days = 730
    keep_staff_days: Days = 730

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

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        """Refuse a webhook that Telegram would refuse, and one that anybody could post to."""
        url = urlsplit(self.webhook_url)
        problem = ""
        if url.scheme and not self.webhook_secret:
            problem = f"WEBHOOK_URL needs a secret of your own: WEBHOOK_SECRET={MAKE_A_SECRET}."
        elif url.scheme == "http" and self.bot_api_url == TELEGRAM:
            problem = _line("webhook_url")
        elif url.scheme and self.bot_api_url == TELEGRAM and (url.port or 443) not in POSTS_TO:
            problem = "WEBHOOK_URL must be at port 443, 80, 88 or 8443: Telegram posts to no other."
        if problem:
            raise PydanticCustomError("webhook", problem)
        return self


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
    return [
        _line(str(problem["loc"][0])) if problem["loc"] else problem["msg"] for problem in problems
    ]


def _line(name: str) -> str:
    field = Settings.model_fields[name]
    example = (field.examples or [field.default])[0]
    return f"{name.upper()} must {field.description}, for example {name.upper()}={example}."


def exposed(env_file: Path = Path(".env")) -> str | None:
    """A warning if others on this computer can read a file that holds a secret."""
    with contextlib.suppress(OSError, SettingsError):
        readable = env_file.stat().st_mode & 0o077
        secrets = {"bot_token", "webhook_secret"} & {
            k for k, v in _from_file(env_file).items() if v
        }
        if readable and secrets:
            return f"Others on this computer can read {env_file}: chmod 600 {env_file}"
    return None
