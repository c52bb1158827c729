"""What people say beside an answer."""

import pytest

from conversations.asides import (
    STAFF,
    Topic,
    asks,
    asks_a_name,
    asks_about_us,
    tells_much,
    thanks,
    topic,
    wants_staff,
)
from tests.intake.test_real_life import LONG


@pytest.mark.parametrize(
    "typed",
    [
        *STAFF,
        "Ik wil een medewerker spreken.",
        "IK WIL EEN MENS SPREKEN!!",
        "ik wil een medewerkr spreken",
        "Kan ik iemand spreken?",
        "kunt u mij terugbellen aub?",
        "Bel mij terug aub",
        "mag ik iemand bellen ?",
        "Can I talk to a person?",
        "please call me back",
        "een mens graag",
    ],
)
def test_who_wants_to_speak_with_someone_is_heard(typed: str) -> None:
    assert wants_staff(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "?",
        "bel mij",
        "mensen helpen",
        "oude mensen bezoeken",
        "met iemand wandelen",
        "iemand",
        "ik wil niemand spreken",
        "ik wil geen mens spreken",
        "een medewerker die helpt met tuinieren",
        "de medewerker van de bibliotheek spreekt met mensen",
        "bel mij op 06 12345678",
        "spreken in het openbaar oefenen",
        "mens erger je niet spelen met ouderen",
        "terug",
        "ja",
        "nee",
        LONG,
    ],
)
def test_a_task_or_an_answer_is_no_wish_to_speak(typed: str) -> None:
    assert not wants_staff(typed)


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("?", Topic.HELP),
        ("???", Topic.HELP),
        ("wat bedoelt u?", Topic.HELP),
        ("ik snap het niet", Topic.HELP),
        ("help", Topic.HELP),
        ("wat kost dit?", Topic.COST),
        ("is dit gratis?", Topic.COST),
        ("hoe lang duurt het", Topic.DURATION),
        ("hoeveel vragen nog?", Topic.DURATION),
        ("wanneer hoor ik iets?", Topic.ANSWER),
        ("wie leest dit?", Topic.PRIVACY),
        ("wat is een basisbaan?", Topic.SCHEME),
        ("waar is dat?", None),
        ("mag het ook buiten de stad?", None),
        ("What does it cost?", Topic.COST),
        ("how long does it take", Topic.DURATION),
    ],
)
def test_a_question_of_ones_own_is_heard(typed: str, about: Topic | None) -> None:
    assert asks(typed)
    assert topic(typed) is about


@pytest.mark.parametrize(
    "typed", ["", "ja", "vier uur", "👍", "wat", "de buurvrouw weet dat", "Selwerd", LONG]
)
def test_what_is_no_question_is_none(typed: str) -> None:
    assert not asks(typed)


@pytest.mark.parametrize(
    ("typed", "name", "story"),
    [
        ("wat kost dit?", True, True),
        ("hoe lang duurt het", True, True),
        ("waar staat dit?", True, False),
        ("Wie Wat Waar", False, False),
        ("Hoe het ook zij, de kosten zijn laag en de buurt wordt mooier", False, False),
        ("Kan iemand het blad opruimen op het plein?", False, False),
        ("Buurthuis De Vraag?", False, False),
        ("", False, False),
    ],
)
def test_where_any_words_would_do_only_a_sure_question_is_one(
    typed: str, name: bool, story: bool
) -> None:
    assert asks_a_name(typed) is name
    assert asks_about_us(typed) is story


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Bedankt!",
            "dank u wel 🙂",
            "ja dank u",
            "Ja, dank u wel.",
            "ok bedankt",
            "heel erg bedankt",
        ),
        *(
            "bedankt voor uw hulp",
            "thanks!",
            "fijne dag verder",
            "Fijne dag nog!",
            "doei",
            "👍",
            "top",
        ),
    ],
)
def test_what_only_thanks_or_says_goodbye_is_no_answer(typed: str) -> None:
    assert thanks(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("bedankt maar ik heb nog een vraag", "bedankt?", "ja", "ok", "nee", "ja graag", "stop"),
        *("een bedankt-kaart schrijven", "dag", "", "fijn stof meten", "nee bedankt", LONG),
    ],
)
def test_what_does_more_than_thank(typed: str) -> None:
    assert not thanks(typed)


@pytest.mark.parametrize(
    ("typed", "much"),
    [
        ("Het blad op het plein ligt er nog", True),
        ("ik wil graag de buurttuin opknappen", True),
        ("zomaar wat woorden", False),
        ("is er hier ook een tuin?", False),
        ("mag ik ook de tuin doen", False),
        ("Er ligt blad. Wie ruimt dat op?", False),
        ("", False),
    ],
)
def test_a_story_is_heard(typed: str, much: bool) -> None:
    assert tells_much(typed) is much
