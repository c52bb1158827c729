import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import Settings, SettingsError, exposed, load

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"
EXAMPLE = Path(__file__).parents[1] / ".env.example"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def write(text: str) -> None:
    Path(".env").write_text(text, encoding="utf-8")


def refusal(text: str) -> str:
    write(text)
    with pytest.raises(SettingsError) as caught:
        load()
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_nothing_set_is_the_simulator() -> None:
    settings = load()
    assert settings.simulated
    assert settings == Settings()
    assert (settings.listen_host, settings.listen_port) == ("127.0.0.1", 8080)
    assert settings.timezone == ZoneInfo("Europe/Amsterdam")
    assert (settings.answer_within_days, settings.keep_drafts_days) == (10, 30)


def test_the_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    write("\ufeffLANGUAGE=en\nSEND_PER_SECOND=2.5\nLISTEN=0.0.0.0:1\n# remark\nOTHER_THING=1\n")
    monkeypatch.setenv("SEND_PER_SECOND", "0")
    monkeypatch.setenv("LISTEN", "")
    settings = load()
    assert (settings.language, settings.send_per_second) == ("en", 0)
    assert settings.listen == "127.0.0.1:8080"


def test_a_token_alone_is_enough() -> None:
    write(f"BOT_TOKEN= {TOKEN} \n")
    settings = load()
    assert not settings.simulated
    assert settings.bot_token.get_secret_value() == TOKEN
    assert TOKEN not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", TOKEN[9:]),
        ("BOT_TOKEN", TOKEN + " and more"),
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", "ftp://api.telegram.org"),
        ("BOT_API_URL", "https://api.telegram.org/bot"),
        ("BOT_API_URL", "https://api.telegram.org?a=b"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("WEBHOOK_URL", "http://bot.example.org/telegram\nWEBHOOK_SECRET=s"),
        ("WEBHOOK_URL", "https://bot.example.org?secret=1"),
        ("WEBHOOK_SECRET", "two words"),
        ("WEBHOOK_SECRET", "s" * 257),
        ("LISTEN", "8080"),
        ("LISTEN", "localhost"),
        ("LISTEN", "localhost:65536"),
        ("LISTEN", "http://localhost:80"),
        ("LANGUAGE", "de"),
        ("TIMEZONE", "Amsterdam"),
        ("CONTACT_EMAIL", "nobody"),
        ("CONTACT_PHONE", "call us"),
        ("LOG_LEVEL", "chatty"),
        ("SEND_PER_SECOND", "-1"),
        ("SEND_PER_SECOND", "nan"),
        ("SEND_PER_SECOND", "fast"),
        ("ANSWER_WITHIN_DAYS", "0"),
        ("KEEP_DRAFTS_DAYS", "1.5"),
        ("MUNICIPALITY", "<b>"),
    ],
)
def test_a_wrong_value_is_one_line_with_an_example(name: str, value: str) -> None:
    line = refusal(f"{name}={value}\n")
    assert line.startswith(f"{name} must ")
    assert f"for example {name}=" in line


def test_two_wrong_values_are_both_named() -> None:
    assert re.search("LISTEN.*LOG_LEVEL", refusal("LISTEN=x\nLOG_LEVEL=y\n"))


@pytest.mark.parametrize("environment", [True, False])
def test_the_token_is_never_shown(*, environment: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = TOKEN.replace(":", ";")
    if environment:
        monkeypatch.setenv("BOT_TOKEN", wrong)
    line = refusal("" if environment else f"BOT_TOKEN={wrong}\n")
    assert wrong not in line
    with pytest.raises(ValidationError) as caught:
        Settings(bot_token=SecretStr(wrong))
    assert wrong not in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("BOT_TOKE", "BOT_TOKEN"),
        ("DATABSE_PATH", "DATABASE_PATH"),
        ("CONTACT_MAIL", "CONTACT_EMAIL"),
        ("LANGAUGE", "LANGUAGE"),
        ("KEEP_DRAFT_DAYS", "KEEP_DRAFTS_DAYS"),
    ],
)
def test_a_misspelled_name_is_told_the_right_one(wrong: str, right: str) -> None:
    line = refusal(f"{wrong}=secret-value\n")
    assert line == f"{wrong} in .env is not a setting: did you mean {right}?"


@pytest.mark.parametrize("name", ["DATABASE_URL", "WEBSITE", "TZ"])
def test_other_names_are_left_alone(name: str) -> None:
    write(f"{name}=1\n")
    assert load() == Settings()


@pytest.mark.parametrize("locales", ["nl_NL:nl", "en_US:en", "de_DE"])
def test_a_desktop_that_sets_language_does_not_count(
    locales: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", locales)
    assert load().language == "nl"
    write("LANGUAGE=en\n")
    assert load().language == "en"


WEBHOOK = "WEBHOOK_URL=https://bot.example.org{}\nWEBHOOK_SECRET=9tq-Xw2_\n"


def test_a_webhook() -> None:
    write(WEBHOOK.format("/posts/here"))
    assert load().webhook_url == "https://bot.example.org/posts/here"
    assert load().webhook_secret.get_secret_value() == "9tq-Xw2_"
    assert "9tq-Xw2_" not in repr(load())
    for address in ("", "/"):
        write(WEBHOOK.format(address))
        assert load().webhook_url == "https://bot.example.org/telegram"


def test_a_webhook_without_a_secret() -> None:
    line = refusal("WEBHOOK_URL=https://bot.example.org\n")
    assert line.startswith("WEBHOOK_URL needs a secret of your own: WEBHOOK_SECRET=")


def test_a_webhook_at_a_port_that_telegram_does_not_know() -> None:
    assert "port 443, 80, 88 or 8443" in refusal(WEBHOOK.format(":8080/telegram"))


def test_another_server_may_post_without_encryption() -> None:
    settings = Settings(
        bot_api_url="http://127.0.0.1:8081",
        webhook_url="http://127.0.0.1:9000",
        webhook_secret=SecretStr("s"),
    )
    assert settings.webhook_url == "http://127.0.0.1:9000/telegram"


def test_an_address_is_normalised() -> None:
    settings = Settings(bot_api_url="http://127.0.0.1:8081/", listen="[::1]:0")
    assert settings.bot_api_url == "http://127.0.0.1:8081"
    assert (settings.listen_host, settings.listen_port) == ("::1", 0)


def test_settings_made_by_hand_ignore_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN", "0.0.0.0:99")
    write("LOG_LEVEL=DEBUG\n")
    assert Settings(language="en") == Settings(language="en", listen="127.0.0.1:8080")


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().language = "en"


def test_a_file_that_is_no_text_is_one_line() -> None:
    Path(".env").write_bytes(b"LISTEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"^\.env cannot be read \(UnicodeDecodeError\)"):
        load()


@pytest.mark.parametrize("secret", [f"BOT_TOKEN={TOKEN}", "WEBHOOK_SECRET=s"])
def test_a_file_with_a_secret_that_others_can_read(secret: str) -> None:
    assert exposed() is None, "there is no file"
    write(f"{secret}\n")
    Path(".env").chmod(0o600)
    assert exposed() is None
    for mode in (0o640, 0o604):
        Path(".env").chmod(mode)
        assert exposed() == "Others on this computer can read .env: chmod 600 .env"
    write("BOT_TOKEN=\nLANGUAGE=en\n")
    assert exposed() is None, "nothing in it is secret"


def test_the_example_file_has_every_setting_with_its_default() -> None:
    shown = dict(re.findall(r"^#? ?([A-Z_]+)=(.*)$", EXAMPLE.read_text("utf-8"), re.MULTILINE))
    assert set(shown) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        if not isinstance(field.default, SecretStr) and not name.startswith("contact_"):
            assert shown[name.upper()] == str(field.default)
    assert load(EXAMPLE) == Settings()
