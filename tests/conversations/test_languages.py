"""In which language someone wants to go on."""

import pytest

from conversations.languages import LANGUAGES, asks_for_english, wants_language

LONG = "x " * 2000


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        *((said, key) for key, listed in LANGUAGES.items() for said in listed),
        ("English please!", "en"),
        ("Do you speak English?", "en"),
        ("I don't speak Dutch", "en"),
        ("In het Nederlands.", "nl"),
        ("english lessons for neighbours", None),
        ("Nederlands leren aan buren", None),
        ("ja", None),
        ("", None),
    ],
)
def test_who_asks_for_a_language_is_heard(typed: str, language: str | None) -> None:
    assert wants_language(typed) == language


@pytest.mark.parametrize(
    "typed",
    [
        *("hi, do you speak english?", "Do you speak English please", "spreekt u Engels?"),
        *(
            "kan het ook in het engels",
            "is this available in english",
            "sorry, I only speak english",
        ),
        *("ik spreek alleen engels", "can we talk in english?", "english version?", "English"),
        *("I don't speak Dutch, English please", "ik wil het in het engels"),
    ],
)
def test_who_asks_for_english_in_whatever_words_is_heard(typed: str) -> None:
    assert asks_for_english(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Engels leren aan buren",
            "english lessons for neighbours",
            "Engels praten met nieuwkomers",
        ),
        *(
            "bordjes in het Engels maken",
            "het Engelse kerkhof onderhouden",
            "ja",
            "",
            "do you speak",
        ),
        *("teach english to newcomers", "huiswerk Engels nakijken", "I can speak", LONG),
    ],
)
def test_a_task_with_english_in_it_asks_for_nothing(typed: str) -> None:
    assert not asks_for_english(typed)
