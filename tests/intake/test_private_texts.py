"""What must not be kept: asked to be left out, taken from the chat, and nowhere afterwards."""

import logging
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.people import Role
from tests.dialogue import act, until_summary
from tests.stage import COACH, COORDINATOR, RESIDENT, Stage, on_stage

BSN, IBAN, PHONE, MAIL = "123456782", "NL91ABNA0417164300", "0612345678", "rita@example.com"
TEXTS = {
    "bsn": f"mijn nummer {BSN} dus",
    "iban": f"stort op {IBAN} graag",
    "phone": f"bel {PHONE} even",
    "mail": f"mail {MAIL} maar",
}
SECRETS = (BSN, IBAN, PHONE, MAIL, "0612 345678", "123 456 782")
REQUEST = "Uw bericht is weg."
NAMES = {
    "bsn": "Dit lijkt op een burgerservicenummer.",
    "iban": "Dit lijkt op een rekeningnummer.",
    "phone": "Dit lijkt op een telefoonnummer.",
    "mail": "Dit lijkt op een mailadres.",
}

TO_DESCRIPTION = ("/taak", "[Bewoner]")
TO_NAME = ("/taak", "[Organisatie]")


async def walk(stage: Stage, user: int, lines: Iterable[str]) -> None:
    for line in lines:
        act(stage, user, line)
        await stage.settle()
    stage.forget()


def nowhere(stage: Stage, caplog: pytest.LogCaptureFixture, secrets: Iterable[str]) -> None:
    """Look for it in every byte of the database, its log included, and in what was logged."""
    path = stage.settings.database_path
    for file in path.parent.glob(path.name + "*"):
        content = file.read_bytes()
        for secret in secrets:
            assert secret.encode() not in content, file.name
    for secret in secrets:
        assert secret not in caplog.text


def refused(stage: Stage, user: int, message: int, kind: str) -> None:
    """See that the person was asked to leave it out, and that their message is gone."""
    assert stage.world.chat(user).find(message) is None
    said = stage.last(user)
    assert NAMES[kind] in said.text
    assert REQUEST in said.text
    asked = "Schrijf het nog eens" in said.text
    outside = ["Taak voorstellen"] if "Wilt u een taak voorstellen?" in said.text else []
    assert said.buttons == (["Het is geen BSN"] if kind == "bsn" and asked else outside)


@pytest.fixture(autouse=True)
def everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")


PLACES: dict[str, tuple[tuple[str, ...], str]] = {
    "an answer": (TO_DESCRIPTION, "{}"),
    "the name of an organisation": (TO_NAME, "{}"),
    "without a conversation": (("/start",), "{}"),
    "the rest of a command": (("/start",), "/taak {}"),
    "a deep link": (("/help",), "/start {}"),
    "an unknown command": (("/start",), "/weetikniet {}"),
    "a place": ((*TO_DESCRIPTION, "blad"), "{}"),
    "a button's question": (("/taak",), "{}"),
}


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("place", PLACES)
async def test_what_is_typed_with_a_private_number_is_refused_wherever_it_is_typed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, place: str, kind: str
) -> None:
    lines, form = PLACES[place]
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, lines)
        answers = await stage.query("SELECT * FROM answers")
        message = stage.world.type(RESIDENT, form.format(TEXTS[kind]))
        await stage.settle()
        refused(stage, RESIDENT, message, kind)
        assert await stage.query("SELECT * FROM answers") == answers
        await stage.stop()
        nowhere(stage, caplog, SECRETS)
        await stage.start()


@pytest.mark.parametrize("kind", TEXTS)
async def test_in_a_caption(tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, TO_DESCRIPTION)
        message, *others = stage.world.send_photos(RESIDENT, 2, TEXTS[kind])
        await stage.settle()
        assert stage.world.chat(RESIDENT).find(message) is None
        asked = [m for m in stage.world.chat(RESIDENT).messages if REQUEST in m.text]
        assert [NAMES[kind] in m.text for m in asked] == [True]
        assert others
        assert len(await stage.query("SELECT * FROM photos")) == 1, "the rest of the album is kept"
        nowhere(stage, caplog, SECRETS)


async def test_in_the_caption_of_what_cannot_be_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, TO_DESCRIPTION)
        message = stage.world.send_other(RESIDENT, "voice")
        stage.world.queue.waiting[-1]["message"]["caption"] = TEXTS["bsn"]
        await stage.settle()
        refused(stage, RESIDENT, message, "bsn")
        nowhere(stage, caplog, SECRETS)


VCARD = f"BEGIN:VCARD\nNOTE:{BSN} {IBAN}\nEMAIL:{MAIL}\nEND:VCARD"


async def test_in_what_comes_beside_the_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The name of a file, a contact's card, who it was forwarded from, a quote: none is kept."""
    file = {"file_id": "f", "file_unique_id": "u", "file_name": f"{BSN} {MAIL}.pdf"}
    contact = {"phone_number": "+31612345678", "first_name": MAIL, "vcard": VCARD}
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": f"Rita {BSN}"}
    quote = {"text": TEXTS["iban"], "position": 0}
    beside: tuple[dict[str, object], ...] = (
        {"document": file},
        {"document": file, "caption": "dit is het"},
        {"contact": contact},
        {"text": "blad opruimen", "forward_origin": origin},
        {"text": "ook takken", "quote": quote},
    )
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, TO_DESCRIPTION)
        for sent in beside:
            stage.world.type(RESIDENT, "x")
            update = stage.world.queue.waiting[-1]["message"]
            del update["text"]
            update.update(sent)
            await stage.settle()
        assert await stage.query("SELECT error FROM failed_updates") == []
        nowhere(stage, caplog, (*SECRETS, "VCARD", "+31612345678"))


async def test_in_what_could_not_be_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, TO_DESCRIPTION)
        stage.world.type(RESIDENT, "x")
        update = stage.world.queue.waiting[-1]["message"]
        update["document"] = {"file_name": f"{BSN}.pdf", "size": "odd"}
        update["photo"] = {"not": "a list"}
        del update["text"]
        await stage.settle()
        assert await stage.query("SELECT content FROM failed_updates") == [(None,)]
        nowhere(stage, caplog, SECRETS)


@pytest.mark.parametrize("kind", TEXTS)
async def test_hidden_between_what_cannot_be_seen(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    """Characters without width between the digits hide nothing."""
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, TO_DESCRIPTION)
        hidden = "\u200b".join(TEXTS[kind]) + "\u202e"
        message = stage.world.type(RESIDENT, hidden)
        await stage.settle()
        refused(stage, RESIDENT, message, kind)
        nowhere(stage, caplog, (*SECRETS, hidden, "\u200b".join(BSN)))


@pytest.mark.parametrize("kind", TEXTS)
async def test_in_a_coordinators_note_and_reason(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT)
        await walk(stage, RESIDENT, ("[Versturen]",))
        for button in ("note:1", "reason:1:1:other", "about:1:1:hours"):
            stage.world.press_data(COORDINATOR, stage.last(COORDINATOR).message_id, button)
            await stage.settle()
            message = stage.world.type(COORDINATOR, TEXTS[kind])
            await stage.settle()
            refused(stage, COORDINATOR, message, kind)
        assert await stage.query("SELECT * FROM notes") == []
        nowhere(stage, caplog, SECRETS)


@pytest.mark.parametrize("kind", TEXTS)
async def test_in_an_edited_message(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, TO_DESCRIPTION)
        message = stage.world.type(RESIDENT, "blad opruimen")
        await stage.settle()
        stage.world.edit(RESIDENT, message, TEXTS[kind])
        await stage.settle()
        refused(stage, RESIDENT, message, kind)
        answers = dict(await stage.query("SELECT question, value FROM answers"))
        assert answers["description"] == "blad opruimen"
        nowhere(stage, caplog, SECRETS)


@pytest.mark.parametrize("kind", TEXTS)
async def test_while_a_card_is_open(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await walk(stage, COACH, ("/check",))
        message = stage.world.type(COACH, TEXTS[kind])
        await stage.settle()
        refused(stage, COACH, message, kind)
        harmless = stage.world.type(COACH, "Jan Jansen, schulden")
        await stage.settle()
        assert not stage.world.chat(COACH).find(harmless), "it goes out of the chat as well"
        assert "Uw bericht is weg." in stage.last(COACH).text
        nowhere(stage, caplog, (*SECRETS, "Jansen", "schulden"))


async def test_several_kinds_are_all_named(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, TO_DESCRIPTION)
        act(stage, RESIDENT, " ".join(TEXTS.values()))
        await stage.settle()
        said = stage.last(RESIDENT)
        assert all(name in said.text for name in NAMES.values())
        assert said.buttons == []


async def test_a_number_that_is_no_bsn_is_accepted_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, TO_DESCRIPTION)
        text = f"kast nummer {BSN} schilderen"
        await walk(stage, RESIDENT, (text, "[Het is geen BSN]"))
        assert stage.last(RESIDENT).buttons == []
        await walk(stage, RESIDENT, (text,))
        assert dict(await stage.query("SELECT question, value FROM answers"))["description"] == text
        await walk(stage, RESIDENT, ("Selwerd", f"4 {BSN}"))
        assert REQUEST in stage.last(RESIDENT).text, "one text, not every text"


async def test_no_bsn_does_not_let_an_account_number_through(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, TO_DESCRIPTION)
        await walk(stage, RESIDENT, (TEXTS["bsn"], "[Het is geen BSN]", TEXTS["iban"]))
        assert NAMES["iban"] in stage.last(RESIDENT).text
        nowhere(stage, caplog, SECRETS)


@pytest.mark.parametrize(
    ("contact", "typed", "question", "value"),
    [
        ("[Bel mij]", "06 12345678", "phone", "+31 6 12345678"),
        ("06-12345678", None, "phone", "+31 6 12345678"),
        ("bel mij op 050 123 45 67", None, "phone", "+31 50 123 4567"),
        ("[Mail mij]", "Rita@Example.com", "mail", "rita@example.com"),
        ("mail naar rita@example.com", None, "mail", "rita@example.com"),
    ],
)
async def test_what_is_asked_for_is_welcome(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    contact: str,
    typed: str | None,
    question: str,
    value: str,
) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact=contact)
        if typed:
            await walk(stage, RESIDENT, (typed,))
        answers = dict(await stage.query("SELECT question, value FROM answers"))
        assert answers[question] == value
        assert answers["contact"] == question
        assert "Klopt het zo?" in stage.last(RESIDENT).text
        assert value not in caplog.text


async def test_an_account_number_is_not_welcome_where_a_phone_number_is_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="[Bel mij]")
        message = stage.world.type(RESIDENT, TEXTS["iban"])
        await stage.settle()
        refused(stage, RESIDENT, message, "iban")
        nowhere(stage, caplog, SECRETS)


async def test_a_phone_number_given_before_may_be_edited_afterwards(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="[Bel mij]")
        message = stage.world.type(RESIDENT, "06 12345678")
        await stage.settle()
        stage.world.edit(RESIDENT, message, "06 12345679")
        await stage.settle()
        answers = dict(await stage.query("SELECT question, value FROM answers"))
        assert answers["phone"] == "+31 6 12345679"
        assert stage.world.chat(RESIDENT).find(message)


async def test_an_earlier_answer_gets_no_phone_number_while_one_is_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_stage(tmp_path) as stage:
        await until_summary(stage, RESIDENT, contact="[Bel mij]")
        typed = [m for m in stage.world.chat(RESIDENT).messages if m.text.startswith("blad")]
        stage.world.edit(RESIDENT, typed[0].message_id, TEXTS["phone"])
        await stage.settle()
        refused(stage, RESIDENT, typed[0].message_id, "phone")
        (photo,) = stage.world.send_photos(RESIDENT, 1, TEXTS["phone"])
        await stage.settle()
        refused(stage, RESIDENT, photo, "phone")
        nowhere(stage, caplog, SECRETS)


async def test_a_contact_nobody_asked_for_is_not_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, TO_DESCRIPTION)
        stage.world.share_contact(RESIDENT, "+31687654321")
        await stage.settle()
        await until_summary(stage, COACH, contact="[Bel mij]")
        stage.world.share_contact(COACH, "+31687654321", own=False)
        await stage.settle()
        nowhere(stage, caplog, ("687654321", "6 87654321"))


async def test_what_is_thrown_away_is_gone_from_the_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Deleted rows are overwritten, also in what SQLite has not merged yet."""
    async with on_stage(tmp_path) as stage:
        await walk(stage, RESIDENT, (*TO_DESCRIPTION, "onvindbare tuinkabouter"))
        await walk(stage, RESIDENT, ("/stop", "[Weggooien]"))
        await stage.stop()
        nowhere(stage, caplog, ("tuinkabouter",))
        await stage.start()
